package dev.turnout.bench.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client's connection, on which one request follows another. Used by one thread. */
final class KeptConnection implements AutoCloseable {
  private static final int LIMIT_MILLIS = 10_000;
  private static final String LENGTH = "\r\ncontent-length:";

  private final Socket socket;
  private final InputStream in;
  private final byte[] read = new byte[16 * 1024];

  KeptConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LIMIT_MILLIS);
    in = socket.getInputStream();
  }

  /** Asks, and reads the whole answer; returns its status. */
  int ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int filled = 0;
    int head = -1;
    while (head < 0) {
      filled += more(filled);
      head = endOfHead(filled);
    }
    String text = new String(read, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int end = head + length(text);
    while (filled < end) {
      filled += more(filled);
    }
    return Integer.parseInt(text.substring(9, 12));
  }

  private int more(int filled) throws IOException {
    int count = in.read(read, filled, read.length - filled);
    if (count <= 0) {
      throw new IOException("Expected a whole answer of at most %d bytes".formatted(read.length));
    }
    return count;
  }

  private int endOfHead(int filled) {
    for (int i = 3; i < filled; i++) {
      if (read[i] == '\n' && read[i - 1] == '\r' && read[i - 2] == '\n' && read[i - 3] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int length(String head) throws IOException {
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("Expected an answer with its length, but got: " + head);
    }
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
