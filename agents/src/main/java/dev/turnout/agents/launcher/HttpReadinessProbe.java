package dev.turnout.agents.launcher;

import dev.turnout.agents.router.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * A server is ready when {@code GET} of a path answers 200 to 299; without a path, or when it does
 * not speak HTTP/1, when it takes a connection.
 */
public final class HttpReadinessProbe implements ReadinessProbe {
  private final String path;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * A probe.
   *
   * @param path begins with a slash; empty to only connect
   * @param timeout longest wait for an answer, greater than 0
   */
  public HttpReadinessProbe(String path, Duration timeout) {
    if (!path.isEmpty() && !path.startsWith("/")) {
      throw new IllegalArgumentException(
          "Expected a readiness path such as /ping, but got '%s'".formatted(path));
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "Expected a probe timeout greater than 0, but got " + timeout);
    }
    this.path = path;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public Optional<String> whyNotReady(Endpoint endpoint) throws InterruptedException {
    boolean http = endpoint.protocol() == Endpoint.Protocol.HTTP1 && !path.isEmpty();
    return http ? get(endpoint) : connect(endpoint);
  }

  private Optional<String> get(Endpoint endpoint) throws InterruptedException {
    URI uri = URI.create("http://" + endpoint.authority() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status >= 200 && status < 300
          ? Optional.empty()
          : Optional.of("GET %s answered %d".formatted(uri, status));
    } catch (IOException e) {
      return Optional.of("GET %s: %s".formatted(uri, words(e)));
    }
  }

  private Optional<String> connect(Endpoint endpoint) {
    try (Socket socket = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
      socket.connect(address, Math.toIntExact(timeout.toMillis()));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("connecting to %s: %s".formatted(endpoint.authority(), words(e)));
    }
  }

  private static String words(IOException e) {
    String message = e.getMessage();
    return message == null ? "no connection" : message;
  }
}
