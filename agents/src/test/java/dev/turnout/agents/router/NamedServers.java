package dev.turnout.agents.router;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Servers that answer with their names, and a client that asks a port. */
public final class NamedServers implements AutoCloseable {
  static {
    // Otherwise head and body are two packets, 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Endpoint> endpoints = new TreeMap<>();
  private final List<HttpServer> servers = new ArrayList<>();

  /** Where the server of this name listens; it is started if it does not run. */
  public Endpoint endpoint(String name) {
    return endpoints.computeIfAbsent(name, this::start);
  }

  /** The answer; empty if it is no 200. */
  public String ask(int port, String user) {
    HttpResponse<String> response = get(port, "x-user-id", user);
    return response.statusCode() == 200 ? response.body() : "";
  }

  public HttpResponse<String> get(int port, String header, String value) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/invocations?x=1"))
            .header(header, value)
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
  }

  private Endpoint start(String name) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            byte[] answer = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
      servers.add(server);
      return new Endpoint(Endpoint.Protocol.HTTP1, "127.0.0.1", server.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
