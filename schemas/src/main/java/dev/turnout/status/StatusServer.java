package dev.turnout.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Health and metrics over HTTP: {@code /health/live} and {@code /health/ready} (200, or 503 with
 * the reasons, one a line) and {@code /metrics}.
 */
public final class StatusServer implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** So many clients may be slow before another one waits, for at most the time below. */
  private static final int THREADS = 16;

  static {
    // Else one who begins a request and never ends it holds a thread for ever.
    System.setProperty(
        "sun.net.httpserver.maxReqTime", System.getProperty("sun.net.httpserver.maxReqTime", "10"));
  }

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread made = new Thread(task, "turnout-status");
            made.setDaemon(true);
            return made;
          });

  /**
   * Starts serving.
   *
   * @param listen port 0 takes a free one
   * @param dead why the program no longer works; empty while it does
   * @param unready what is not ready; empty if all is
   * @param warnings what is wrong although it is ready, shown beside
   * @param metrics in Prometheus's text format
   * @throws UncheckedIOException if the address cannot be used
   */
  public StatusServer(
      InetSocketAddress listen,
      Supplier<List<String>> dead,
      Supplier<List<String>> unready,
      Supplier<List<String>> warnings,
      Supplier<String> metrics) {
    try {
      server = HttpServer.create(listen, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot serve health and metrics on %s: %s".formatted(listen, e.getMessage()), e);
    }
    server.createContext("/health/live", exchange -> answer(exchange, dead.get(), List.of()));
    server.createContext(
        "/health/ready", exchange -> answer(exchange, unready.get(), warnings.get()));
    server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, metrics.get()));
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, List<String> troubles, List<String> warnings)
      throws IOException {
    boolean well = troubles.isEmpty();
    Stream<String> lines =
        Stream.concat(
            well ? Stream.of("ok") : troubles.stream(),
            warnings.stream().map(warning -> "warning: " + warning));
    answer(exchange, well ? 200 : 503, TEXT, lines.collect(Collectors.joining("\n", "", "\n")));
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
