package dev.turnout.agents.launcher.process;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A model server for tests, run as a process: {@code TinyServer PORT MODE}. Modes: {@code serve};
 * {@code crash} ends at once; {@code deaf} ignores the request to end; {@code sick} never gets
 * ready; {@code idle} lives but never listens; any but the last ends when asked at {@code /die}.
 */
public final class TinyServer {
  private TinyServer() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    String mode = arguments[1];
    System.out.println("loading model");
    if (mode.equals("crash")) {
      System.err.println("ValueError: bad pickle");
      System.exit(3);
    }
    if (mode.equals("idle")) {
      Thread.sleep(Long.MAX_VALUE);
    }
    if (mode.equals("deaf")) {
      sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> System.out.println("no"));
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    int status = mode.equals("sick") ? 503 : 200;
    server.createContext(
        "/ping",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.createContext("/die", exchange -> Runtime.getRuntime().halt(4));
    server.start();
  }
}
