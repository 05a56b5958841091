package dev.turnout.agents.router.local;

import dev.turnout.agents.router.RouterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a process behind a Unix socket, one connection per question, and never waits for ever. */
public final class UnixSocket {
  /** Unix allows 108 bytes, and HAProxy needs some for the name that it binds first. */
  public static final int LONGEST_PATH = 90;

  private static final int MOST_BYTES = 16 << 20;

  private final Path path;
  private final Duration limit;

  /**
   * @param limit how long an answer may take, greater than 0
   */
  public UnixSocket(Path path, Duration limit) {
    this.path = path;
    this.limit = limit;
  }

  /**
   * The answer up to its end.
   *
   * @throws RouterException if there is none within the limit
   */
  public String ask(String question) {
    long deadline = System.nanoTime() + limit.toNanos();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer out = ByteBuffer.wrap(question.getBytes(StandardCharsets.UTF_8));
      while (out.hasRemaining()) {
        await(selector, deadline);
        channel.write(out);
      }
      channel.register(selector, SelectionKey.OP_READ);
      return read(channel, selector, deadline);
    } catch (IOException e) {
      throw new RouterException("Expected an answer at %s, but: %s".formatted(path, e), e);
    }
  }

  private String read(SocketChannel channel, Selector selector, long deadline) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.allocate(8192);
    while (answer.size() < MOST_BYTES) {
      await(selector, deadline);
      int count = channel.read(in);
      if (count < 0) {
        return answer.toString(StandardCharsets.UTF_8);
      }
      answer.write(in.array(), 0, count);
      in.clear();
    }
    throw new IOException("the answer is longer than " + MOST_BYTES + " bytes");
  }

  private void await(Selector selector, long deadline) throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0 || selector.select(left) == 0) {
      throw new IOException("it took longer than " + limit);
    }
    selector.selectedKeys().clear();
  }
}
