package dev.turnout.agents.probe;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.router.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A model server over HTTP that answers each path as its protocol says, and 404 elsewhere. */
final class ModelServers implements AutoCloseable {
  /** What one path answers. */
  record Reply(int status, String body) {}

  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final HttpServer server;

  ModelServers() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          Reply reply =
              replies.getOrDefault(
                  exchange.getRequestURI().toString(), new Reply(404, "no such path"));
          byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  ModelServers answer(String path, int status, String body) {
    replies.put(path, new Reply(status, body));
    return this;
  }

  ServedVersion version() {
    Endpoint endpoint =
        new Endpoint(Endpoint.Protocol.HTTP1, "127.0.0.1", server.getAddress().getPort());
    return new ServedVersion("fraud", "v2", endpoint);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
