package dev.turnout.agents.convergence;

import dev.turnout.agents.routing.RouteSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Notices that the data plane no longer has what was put in force: somebody else changed it. */
final class Drift {
  // Long enough to be read by a person who looks at the rollout.
  private static final Duration TOLD = Duration.ofMinutes(1);

  private Optional<RouteSnapshot> ordered = Optional.empty();
  private Optional<String> complaint = Optional.empty();
  private Instant complainUntil = Instant.MIN;
  private long mended;

  /** Remembers what was put in force. */
  void ordered(RouteSnapshot routes) {
    ordered = Optional.of(routes);
  }

  /**
   * The table that must be put in force again; empty if what is in force may be there. A newer one
   * may: an agent that ran before could know more.
   */
  Optional<RouteSnapshot> find(RouteSnapshot wanted, Optional<RouteSnapshot> now) {
    boolean sameNumber = now.isPresent() && now.get().epoch() == wanted.epoch();
    Optional<RouteSnapshot> due = sameNumber ? Optional.of(wanted) : ordered;
    return due.filter(
        routes ->
            now.isEmpty() || (!now.get().equals(routes) && now.get().epoch() <= routes.epoch()));
  }

  void mended(RouteSnapshot routes, Optional<RouteSnapshot> found, Instant now) {
    mended++;
    complainUntil = now.plus(TOLD);
    complaint =
        Optional.of(
            "Somebody else changed the data plane: expected %s of epoch %d, but found %s; it was put right"
                .formatted(
                    routes.routes(),
                    routes.epoch(),
                    found
                        .map(other -> other.routes() + " of epoch " + other.epoch())
                        .orElse("nothing that works")));
  }

  /** How often it was put right. */
  long count() {
    return mended;
  }

  /** What to tell people, for a while. */
  Optional<String> complaint(Instant now) {
    return complaint.filter(text -> now.isBefore(complainUntil));
  }
}
