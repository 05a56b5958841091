package dev.turnout.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts TLS and a login before an HTTP server, as a schema registry of a company has them. */
public final class TlsFront implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String behind;
  private final String login;

  /**
   * @param behind where requests go that may pass
   * @param userInfo {@code user:password} of those who may pass
   */
  public TlsFront(Certificate certificate, String behind, String userInfo) {
    this.behind = behind;
    this.login = "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.shown()));
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(
            exchange, 401, "{\"error_code\": 401, \"message\": \"Unauthorized\"}".getBytes(UTF_8));
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
          .ifPresent(type -> request.header("Content-Type", type));
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
