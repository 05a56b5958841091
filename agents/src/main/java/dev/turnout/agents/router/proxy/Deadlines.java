package dev.turnout.agents.router.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends the exchanges of one event loop in which nothing moves. One sweep for all of them is cheaper
 * than a timer for each.
 */
final class Deadlines {
  private static final long MAX_PERIOD_MILLIS = 250;

  private final long limitNanos;
  private final Set<Exchange> waiting = new HashSet<>();

  Deadlines(Vertx vertx, Duration limit) {
    limitNanos = limit.toNanos();
    long period = Math.max(1, Math.min(MAX_PERIOD_MILLIS, limit.toMillis() / 10));
    vertx.setPeriodic(period, timer -> sweep(System.nanoTime()));
  }

  /** Lets no exchange that passes here wait without an end. */
  Hop before(Hop next) {
    return (exchange, body) -> {
      waiting.add(exchange);
      exchange.whenEnded(outcome -> waiting.remove(exchange));
      next.handle(exchange, body);
    };
  }

  private void sweep(long nowNanos) {
    List<Exchange> late =
        waiting.stream().filter(exchange -> exchange.silentNanos(nowNanos) > limitNanos).toList();
    late.forEach(exchange -> exchange.timeOut(limitNanos));
  }
}
