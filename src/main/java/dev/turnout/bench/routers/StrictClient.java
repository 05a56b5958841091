package dev.turnout.bench.routers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps its connection and never asks twice: what does not come back with 200 is
 * lost.
 */
public final class StrictClient implements AutoCloseable {
  private static final int LIMIT_MILLIS = 10_000;

  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  public StrictClient(int port) {
    this.port = port;
  }

  /** The version that answered a user. */
  public String ask(String user) throws IOException {
    try {
      Socket connection = connect();
      connection
          .getOutputStream()
          .write(
              "GET /invocations HTTP/1.1\r\nHost: model\r\nx-user-id: %s\r\n\r\n"
                  .formatted(user)
                  .getBytes(StandardCharsets.ISO_8859_1));
      return answer();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException gone) {
      // It is closed all the same.
    }
    socket = null;
  }

  private Socket connect() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket("127.0.0.1", port);
      open.setTcpNoDelay(true);
      open.setSoTimeout(LIMIT_MILLIS);
      socket = open;
      in = new BufferedInputStream(open.getInputStream());
    }
    return open;
  }

  private String answer() throws IOException {
    String status = line();
    String version = "";
    int length = 0;
    boolean close = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
      String value = header.substring(colon + 1).strip();
      switch (name) {
        case "x-turnout-version" -> version = value;
        case "content-length" -> length = Integer.parseInt(value);
        case "connection" -> close = value.equalsIgnoreCase("close");
        default -> {}
      }
    }
    requireIn().readNBytes(length);
    if (close) {
      close();
    }
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    return version;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = requireIn().read();
    while (next != '\n') {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
      next = requireIn().read();
    }
    return line.toString();
  }

  private InputStream requireIn() throws IOException {
    if (in == null) {
      throw new IOException("not connected");
    }
    return in;
  }
}
