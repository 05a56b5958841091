package dev.turnout.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Speaks HTTP to the API as any client does. */
public final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String base;
  private final Optional<String> token;

  private ApiClient(HttpClient http, String base, Optional<String> token) {
    this.http = http;
    this.base = base;
    this.token = token;
  }

  public static ApiClient at(int port) {
    return new ApiClient(client().build(), "http://127.0.0.1:" + port, Optional.empty());
  }

  /** Over TLS. */
  public static ApiClient at(int port, SSLContext tls) {
    return new ApiClient(
        client().sslContext(tls).build(), "https://127.0.0.1:" + port, Optional.empty());
  }

  private static HttpClient.Builder client() {
    return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
  }

  /** The same with a token. */
  public ApiClient as(String other) {
    return new ApiClient(http, base, Optional.of(other));
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return status() + " " + response.body();
    }
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
  }

  /** Posts JSON. */
  public Answer post(String path, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = "application/json";
    return send("POST", path, HttpRequest.BodyPublishers.ofString(body), all);
  }

  public Answer send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    try {
      return new Answer(
          http.send(
              request(path, headers).method(method, body).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Begins to listen to server-sent events; each is its lines without the last. */
  public Events listen(String path, String... headers) {
    try {
      HttpResponse<InputStream> response =
          http.send(
              HttpRequest.newBuilder(request(path, headers).build(), (n, v) -> true).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      return new Events(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The events that came so far. */
  public static final class Events implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final CopyOnWriteArrayList<String> events = new CopyOnWriteArrayList<>();

    Events(HttpResponse<InputStream> response) {
      this.response = response;
      Thread thread = new Thread(this::read, "events");
      thread.setDaemon(true);
      thread.start();
    }

    public HttpResponse<InputStream> response() {
      return response;
    }

    public java.util.List<String> all() {
      return java.util.List.copyOf(events);
    }

    private void read() {
      StringBuilder event = new StringBuilder();
      try (var lines =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.isEmpty()) {
            events.add(event.toString());
            event.setLength(0);
          } else {
            event.append(line).append('\n');
          }
        }
      } catch (IOException e) {
        // Closed.
      }
    }

    @Override
    public void close() {
      try {
        response.body().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
