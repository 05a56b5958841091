package dev.turnout.agents.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;

/**
 * Stands between a client and the API server and passes everything on. It can do something at the
 * worst moment: when the client has read, and its patch is on the way. And it can be silent.
 */
public final class Interloper implements AutoCloseable {
  private final KubeCluster cluster;
  private final HttpServer server;
  private final AtomicReference<Runnable> beforeNextPatch = new AtomicReference<>(() -> {});
  private final AtomicInteger patches = new AtomicInteger();
  private volatile boolean silent;

  public Interloper(KubeCluster cluster) throws IOException {
    this.cluster = cluster;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.start();
  }

  /** A client whose requests come by here. */
  public KubeClient client() {
    try {
      URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      return new KubeClient(
          new KubeAccess(here, SSLContext.getDefault(), Optional::empty, "default"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What happens before the next patch reaches the server. */
  public void beforeNextPatch(Runnable deed) {
    beforeNextPatch.set(deed);
  }

  /** How many patches came by. */
  public int patches() {
    return patches.get();
  }

  /** From now on connections break without an answer, or no longer do. */
  public void setSilent(boolean silent) {
    this.silent = silent;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void pass(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("PATCH") && !silent) {
      patches.incrementAndGet();
      beforeNextPatch.getAndSet(() -> {}).run();
    }
    if (silent) {
      exchange.close();
      return;
    }
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    KubeCluster.Answer answer =
        cluster.send(exchange.getRequestMethod(), exchange.getRequestURI().toString(), type, body);
    byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
