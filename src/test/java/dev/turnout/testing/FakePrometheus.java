package dev.turnout.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks the part of Prometheus's API that gives raw samples; it can go away. */
public final class FakePrometheus implements Scraped {
  private static final Pattern QUERY = Pattern.compile("(\\w+)\\{(.*)\\}\\[(\\d+)s\\]");
  private static final Pattern LABEL = Pattern.compile("(\\w+)(=|!=|=~|!~)\"([^\"]*)\"");

  private final HttpServer server;
  private final Map<String, List<long[]>> series = new TreeMap<>();
  private boolean away;

  public FakePrometheus() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/api/v1/query", this::answer);
    server.start();
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public synchronized void set(String name, long value) {
    series
        .computeIfAbsent(name, unknown -> new ArrayList<>())
        .add(new long[] {System.currentTimeMillis(), value});
  }

  /** Answers with an error from now on, or not any more. */
  public synchronized void away(boolean gone) {
    away = gone;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String query = URLDecoder.decode(form.substring("query=".length()), UTF_8);
      byte[] body = new ObjectMapper().writeValueAsBytes(result(query));
      synchronized (this) {
        exchange.sendResponseHeaders(away ? 503 : 200, body.length);
      }
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized Map<String, Object> result(String query) {
    Matcher asked = QUERY.matcher(query);
    if (!asked.matches()) {
      return Map.of("status", "error", "error", "cannot read " + query);
    }
    long since = System.currentTimeMillis() - 1000 * Long.parseLong(asked.group(3));
    List<Object> found = new ArrayList<>();
    series.forEach(
        (name, samples) -> {
          Map<String, String> labels = labels(name);
          if (asked.group(1).equals(labels.get("__name__")) && matches(asked.group(2), labels)) {
            List<Object> values = new ArrayList<>();
            for (long[] sample : samples) {
              if (sample[0] > since) {
                values.add(List.of(sample[0] / 1000.0, Long.toString(sample[1])));
              }
            }
            found.add(Map.of("metric", labels, "values", values));
          }
        });
    return Map.of("status", "success", "data", Map.of("resultType", "matrix", "result", found));
  }

  private static Map<String, String> labels(String name) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("__name__", name.substring(0, name.indexOf('{')));
    Matcher label = LABEL.matcher(name);
    while (label.find()) {
      labels.put(label.group(1), label.group(3));
    }
    return labels;
  }

  private static boolean matches(String matchers, Map<String, String> labels) {
    Matcher matcher = LABEL.matcher(matchers);
    boolean all = true;
    while (matcher.find()) {
      String value = labels.getOrDefault(matcher.group(1), "");
      String wanted = matcher.group(3);
      all &=
          switch (matcher.group(2)) {
            case "=" -> value.equals(wanted);
            case "!=" -> !value.equals(wanted);
            case "=~" -> value.matches(wanted);
            default -> !value.matches(wanted);
          };
    }
    return all;
  }
}
