package dev.turnout.bench.faults.real;

import java.util.ArrayList;
import java.util.List;

/**
 * When the nodes themselves were hit. A version whose server was killed answers no more, and to
 * send such a candidate back is right: only then may a rollout end otherwise than it was written.
 * Thread-safe.
 */
final class Disturbances {
  private record Window(long from, long to) {}

  private final List<Window> windows = new ArrayList<>();
  private long openSince = Long.MAX_VALUE;

  synchronized void begin() {
    openSince = System.nanoTime();
  }

  synchronized void end() {
    windows.add(new Window(openSince, System.nanoTime()));
    openSince = Long.MAX_VALUE;
  }

  /** Whether one was going on at any time since then. */
  synchronized boolean since(long nanos) {
    return openSince != Long.MAX_VALUE || windows.stream().anyMatch(w -> w.to() - nanos >= 0);
  }
}
