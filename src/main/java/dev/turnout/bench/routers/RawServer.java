package dev.turnout.bench.routers;

import dev.turnout.agents.router.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A model server that costs next to nothing: the same answer to every request without a body. */
public final class RawServer implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.ISO_8859_1);

  private final ServerSocket listener;

  private RawServer(ServerSocket listener) {
    this.listener = listener;
  }

  public static RawServer start() throws IOException {
    RawServer server = new RawServer(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()));
    daemon(server::accept);
    return server;
  }

  public Endpoint endpoint() {
    return new Endpoint(Endpoint.Protocol.HTTP1, "127.0.0.1", listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      String line = in.readLine();
      while (line != null) {
        if (line.isEmpty()) {
          out.write(ANSWER);
        }
        line = in.readLine();
      }
    } catch (IOException gone) {
      // The plane closed a connection that it no longer needs.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "turnout-bench-server");
    thread.setDaemon(true);
    thread.start();
  }
}
