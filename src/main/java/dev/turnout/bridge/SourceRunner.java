package dev.turnout.bridge;

import dev.turnout.bridge.bus.BridgeBus;
import dev.turnout.bridge.status.SourceStatus;
import dev.turnout.retry.Pauses;
import dev.turnout.schemas.Refusal;
import dev.turnout.schemas.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one source for ever: what fails is tried again, with growing pauses. */
final class SourceRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceRunner.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final BridgeBus bus;
  private final SourceStatus status;
  private final Consumer<BooleanSupplier> follow;
  private final Thread thread;
  private volatile Optional<String> fenced = Optional.empty();
  private volatile boolean stopping;

  /**
   * @param follow works until its argument says that it is to stop, or fails
   */
  SourceRunner(BridgeBus bus, SourceStatus status, Consumer<BooleanSupplier> follow) {
    this.bus = bus;
    this.status = status;
    this.follow = follow;
    this.thread = new Thread(this::run, "turnout-bridge-" + bus.source());
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Optional<String> trouble() {
    return status.trouble();
  }

  /** Why it will never follow again; empty while it does. */
  Optional<String> fenced() {
    return fenced;
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Pauses pauses = new Pauses(FIRST_PAUSE, LONGEST_PAUSE);
    while (!stopping && fenced.isEmpty()) {
      long begin = System.nanoTime();
      try {
        follow.accept(() -> stopping);
      } catch (RuntimeException e) {
        if (System.nanoTime() - begin > LONGEST_PAUSE.toNanos()) {
          pauses.beginAnew();
        }
        failed(e);
        pauses.rest(() -> stopping);
      }
    }
  }

  /** Another one of its name has taken over; to fence it in return would never end. */
  private void failed(RuntimeException e) {
    if (stopping) {
      return;
    }
    String reason = Refusal.sentence(e, Role.BRIDGE);
    if (Refusal.in(e).isPresent()) {
      LOG.error("begins again source={} because: {}", bus.source(), reason);
    } else {
      LOG.error("begins again source={} because: {}", bus.source(), reason, e);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        String told =
            "another bridge with the name '%s' has taken over (give each its own name)"
                .formatted(bus.bridge());
        fenced = Optional.of(bus.source() + ": " + told);
        status.failed(told);
        return;
      }
    }
    status.failed(reason);
  }
}
