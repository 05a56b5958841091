package dev.turnout.bench.faults.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * A model server that is up in a quarter of a second: it answers its version's name, or, if the
 * name begins with {@link #BAD}, status 500. It outlives its agent, as real model servers do, but
 * not the process that began it all.
 */
public final class VersionServer {
  static final String BAD = "bad";

  private VersionServer() {}

  /**
   * @param args port on the loopback address, version, and id of the process with which it ends
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    ProcessHandle.of(Long.parseLong(args[2]))
        .ifPresentOrElse(
            first -> first.onExit().thenRun(() -> Runtime.getRuntime().halt(0)),
            () -> System.exit(0));
    String version = args[1];
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/ping", exchange -> answer(exchange, 200, "\n"));
    server.createContext(
        "/invocations", exchange -> answer(exchange, version.startsWith(BAD) ? 500 : 200, version));
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
