package dev.turnout.api.model;

import dev.turnout.bus.Connection;
import dev.turnout.bus.TopicReader;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic in a thread of its own until it is closed; what fails is begun again. */
abstract class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Connection connection;
  private final String topic;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Optional<String> unready;

  Follower(Connection connection, String topic) {
    this.connection = connection;
    this.topic = topic;
    this.unready = Optional.of("the API is still reading " + topic);
    this.thread = new Thread(this::run, "turnout-api-" + topic);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Why it is not up to date; empty when it is. */
  Optional<String> unready() {
    return unready;
  }

  /** Gets up to date with the topic as it is now. */
  abstract void begin(TopicReader reader);

  /** Takes what comes next; waits a little for it. */
  abstract void next(TopicReader reader);

  private void run() {
    while (!stopping) {
      try (TopicReader reader = TopicReader.ofAll(connection, topic)) {
        begin(reader);
        unready = Optional.empty();
        while (!stopping) {
          next(reader);
        }
      } catch (RuntimeException e) {
        tryAgain(e);
      }
    }
  }

  private void tryAgain(RuntimeException e) {
    if (stopping) {
      return;
    }
    unready = Optional.of("the API could not read %s: %s".formatted(topic, e.getMessage()));
    LOG.warn("Reading again topic={} because: {}", topic, e.getMessage());
    try {
      for (int i = 0; i < 10 && !stopping; i++) {
        Thread.sleep(PAUSE.toMillis() / 10);
      }
    } catch (InterruptedException interrupted) {
      stopping = true;
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      // An interrupted consumer cannot say good-bye to its broker, so that is the last resort.
      thread.join(STOP_WITHIN.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
