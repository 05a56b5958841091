package dev.turnout.notify.delivery;

import dev.turnout.notify.delivery.Sender.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What one receiver is to hear of one model: one notice after the other, each again until it
 * arrived or is given up. Used by one thread.
 */
final class Lane {
  static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** More than these wait for no receiver: the oldest is given up. */
  static final int LONGEST = 1000;

  private final Webhook webhook;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private Optional<Instant> triedSince = Optional.empty();
  private Instant notBefore = Instant.MIN;
  private Duration wait = FIRST_WAIT;
  private Optional<String> trouble = Optional.empty();
  private boolean underWay;

  Lane(Webhook webhook) {
    this.webhook = webhook;
  }

  Webhook webhook() {
    return webhook;
  }

  /** Adds one; returns what is given up for it. */
  Optional<Parcel> add(Parcel parcel) {
    waiting.addLast(parcel);
    if (waiting.size() <= LONGEST) {
      return Optional.empty();
    }
    // The first may be on its way, and its answer must find it.
    Parcel first = waiting.removeFirst();
    if (!underWay) {
      begin();
      return Optional.of(first);
    }
    Optional<Parcel> second = Optional.ofNullable(waiting.pollFirst());
    waiting.addFirst(first);
    return second;
  }

  /** What is to be sent now; it is under way until {@link #finish}. */
  Optional<Parcel> next(Instant now) {
    if (underWay || waiting.isEmpty() || now.isBefore(notBefore)) {
      return Optional.empty();
    }
    underWay = true;
    triedSince = triedSince.or(() -> Optional.of(now));
    return Optional.ofNullable(waiting.peekFirst());
  }

  /** How a parcel ended. */
  enum End {
    ARRIVED,
    GIVEN_UP,
    AGAIN
  }

  /** The answer to what was under way. */
  End finish(Outcome outcome, Instant now) {
    underWay = false;
    if (outcome.trouble().isEmpty()) {
      waiting.removeFirst();
      begin();
      return End.ARRIVED;
    }
    Instant until = triedSince.orElse(now).plus(webhook.giveUpAfter());
    Duration pause = outcome.notBefore().orElse(Duration.ZERO);
    Instant again = now.plus(pause.compareTo(wait) > 0 ? pause : wait);
    if (outcome.hopeless() || again.isAfter(until)) {
      waiting.removeFirst();
      begin();
      return End.GIVEN_UP;
    }
    trouble = outcome.trouble();
    notBefore = again;
    Duration longer = wait.multipliedBy(2);
    wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
    return End.AGAIN;
  }

  /** Why the oldest one waits; empty if it has not failed. */
  Optional<String> trouble() {
    return trouble;
  }

  /** What waits or is under way. */
  Deque<Parcel> waiting() {
    return waiting;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  private void begin() {
    trouble = Optional.empty();
    triedSince = Optional.empty();
    notBefore = Instant.MIN;
    wait = FIRST_WAIT;
  }
}
