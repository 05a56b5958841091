package dev.turnout.agents.router.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A client that uses one connection again and again and forgives nothing: unlike other clients it
 * never repeats a request by itself.
 */
final class KeepAliveClient implements Runnable {
  private final int port;
  private final byte[] request;
  private volatile boolean stopped;
  private volatile int answered;
  private volatile int failed;
  private volatile String lastFailure = "";

  KeepAliveClient(int port, String user) {
    this.port = port;
    String body = "{\"inputs\": [[1, 2, 3]]}";
    request =
        ("POST /invocations HTTP/1.1\r\nhost: proxy\r\nx-user-id: %s\r\n"
                + "content-type: application/json\r\ncontent-length: %d\r\n\r\n%s")
            .formatted(user, body.length(), body)
            .getBytes(StandardCharsets.US_ASCII);
  }

  int answered() {
    return answered;
  }

  int failed() {
    return failed;
  }

  String lastFailure() {
    return lastFailure;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        while (!stopped) {
          socket.getOutputStream().write(request);
          String status = readAnswer(in);
          if (status.startsWith("HTTP/1.1 200")) {
            answered++;
          } else {
            failed++;
            lastFailure = status;
          }
        }
      } catch (IOException e) {
        failed++;
        lastFailure = e.toString();
      }
    }
  }

  private static String readAnswer(InputStream in) throws IOException {
    String status = readLine(in);
    int length = 0;
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).trim());
      }
    }
    if (in.readNBytes(length).length < length) {
      throw new IOException("answer broke off");
    }
    return status;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("connection closed");
      }
      line.append((char) c);
    }
    return line.toString().trim();
  }
}
