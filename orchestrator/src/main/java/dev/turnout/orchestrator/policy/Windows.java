package dev.turnout.orchestrator.policy;

import java.time.Instant;
import java.util.Optional;

/** Stretches of time; each has its first moment, and not its last. */
interface Windows {

  /** The end of the window in which a time lies; empty if it lies in none. */
  Optional<Instant> endAt(Instant time);

  /** When the next window begins, after a time; empty if none does any more. */
  Optional<Instant> nextStart(Instant time);
}
