package dev.turnout.bus;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;

/** Some readers of one topic, opened as they are needed. Safe for all threads. */
public final class ReaderPool implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Connection connection;
  private final String topic;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<StretchReader> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * @param most readers at a time, at least 1
   */
  public ReaderPool(Connection connection, String topic, int most) {
    this.connection = connection;
    this.topic = topic;
    this.permits = new Semaphore(most, true);
  }

  /**
   * Does something with a reader that nobody else uses meanwhile. One with which something failed
   * is not used again.
   *
   * @throws Failure if none gets free in time
   */
  public <T> T with(Function<StretchReader, T> action) {
    acquire();
    try {
      StretchReader reader = idle.pollFirst();
      reader = reader == null ? StretchReader.open(connection, topic) : reader;
      boolean well = false;
      try {
        T result = action.apply(reader);
        well = true;
        return result;
      } finally {
        release(reader, well);
      }
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new Failure(
            Exit.UNREACHABLE,
            "Too many read the history of %s at a time; try again".formatted(topic));
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void release(StretchReader reader, boolean well) {
    if (well && !closed) {
      idle.addFirst(reader);
    } else {
      reader.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (StretchReader reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
      reader.close();
    }
  }
}
