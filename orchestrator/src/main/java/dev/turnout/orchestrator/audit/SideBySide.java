package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.audit.Rulings.Decision;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was decided in an attempt, beside what another policy would have decided.
 *
 * @param started how the attempt began
 * @param trafficFrom when the candidate first got traffic; empty if it never did
 * @param until the latest time that was looked at: the attempt's end, or the newest input
 * @param isRunning whether the attempt goes on
 * @param plan the recorded steps with the other policy's times and gates
 * @param analysis what the other policy watches
 * @param entered when the recorded attempt entered a step, by its index
 * @param recorded what was decided
 * @param other what the other policy would have decided
 * @param standing what the other policy's judge said at the last of the recorded decisions, or by
 *     now; empty if nothing was judged then, or it had sent traffic back before
 * @param agreeing recorded decisions whose evidence came out again, a count
 * @param differing recorded decisions whose evidence did not, a count: inputs are missing, or other
 *     rules judged them
 */
public record SideBySide(
    RolloutStarted started,
    Instant startedAt,
    Optional<Instant> trafficFrom,
    Instant until,
    boolean isRunning,
    Plan plan,
    Optional<AnalysisSpec> analysis,
    Map<Integer, Instant> entered,
    Rulings recorded,
    Rulings other,
    Optional<Verdict> standing,
    int agreeing,
    int differing) {

  public SideBySide {
    entered = Collections.unmodifiableMap(new TreeMap<>(entered));
  }

  /** What the recorded policy's decisions come to. */
  public Decision recordedDecision() {
    return recorded.decision(started.plan());
  }

  /** What the other policy's decisions come to. */
  public Decision otherDecision() {
    return other.decision(plan);
  }

  /** Whether the other policy's own steps stand beside the recorded ones. */
  public boolean hasPlanOf(Plan policy) {
    return plan.equals(policy);
  }
}
