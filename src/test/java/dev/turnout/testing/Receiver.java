package dev.turnout.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** Takes webhooks and remembers them. */
public final class Receiver implements AutoCloseable {
  /**
   * A request as it came.
   *
   * @param status what was answered
   */
  public record Taken(
      String id, String timestamp, String signature, String type, String body, int status) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Taken> taken = new ArrayList<>();
  private ToIntFunction<String> answer = body -> 200;

  public Receiver() {
    this(0);
  }

  /** On this port. */
  public Receiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  /** What is answered to a body from now on. */
  public synchronized void answer(ToIntFunction<String> status) {
    answer = status;
  }

  /** Everything that came, in order. */
  public synchronized List<Taken> all() {
    return List.copyOf(taken);
  }

  /** What was taken of what came. */
  public List<Taken> good() {
    return all().stream().filter(one -> one.status() == 200).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      ToIntFunction<String> say;
      synchronized (this) {
        say = answer;
      }
      int status = say.applyAsInt(body);
      synchronized (this) {
        taken.add(
            new Taken(
                header(exchange, "webhook-id"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                header(exchange, "Content-Type"),
                body,
                status));
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
