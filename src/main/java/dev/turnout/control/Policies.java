package dev.turnout.control;

import dev.turnout.events.PlaceView;
import dev.turnout.orchestrator.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The freezes and limits of an installation. */
public interface Policies {
  /** What holds; empty if nothing was ever set. */
  Optional<InForce> inForce();

  /**
   * Sets the policy of every partition and waits for the answers.
   *
   * @param policy {@link Policy#NONE} takes it away
   * @param commandId so that a repeat is known for one; empty for a new one
   * @param limit longest wait for the first partition, and again for the others together
   */
  Outcome set(Policy policy, Asker asker, Optional<String> commandId, Duration limit);

  /**
   * A policy as it holds.
   *
   * @param places who is under way, or waits, for a limit
   * @param partitions a count from 1
   * @param different partitions that have another policy
   */
  record InForce(Policy policy, List<PlaceView> places, int partitions, int different) {
    public InForce {
      places = List.copyOf(places);
    }
  }

  /**
   * What came of a new policy.
   *
   * @param partitions a count from 1
   * @param silent partitions that have not answered in time
   * @param refusal the reason, if it was refused
   */
  record Outcome(int partitions, int silent, Optional<String> refusal) {}
}
