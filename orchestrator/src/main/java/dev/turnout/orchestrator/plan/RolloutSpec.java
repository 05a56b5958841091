package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rollout as a user writes it.
 *
 * @param stable version that is live before the rollout; empty takes the one Turnout knows
 * @param candidate version that shall replace it
 * @param analysis what is watched on the way; empty when nothing is (no metric is given)
 * @param progressDeadline longest time without progress, waiting for a person excepted; longer than
 *     zero
 * @param labels free labels by key
 */
public record RolloutSpec(
    Optional<VersionRef> stable,
    VersionRef candidate,
    Strategy strategy,
    Optional<AnalysisSpec> analysis,
    Stickiness stickiness,
    Duration progressDeadline,
    SortedMap<String, String> labels) {

  public static final Duration DEFAULT_PROGRESS_DEADLINE = Duration.ofMinutes(10);

  public RolloutSpec {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    Expect.positive("a progress deadline", progressDeadline, "10m");
    if (stable.isPresent() && stable.get().version().equals(candidate.version())) {
      throw new IllegalArgumentException(
          "Expected a candidate other than the stable version %s (name the new version)"
              .formatted(candidate.version()));
    }
    // A strategy that makes no plan is refused here, before anybody asks for the plan.
    strategy.expand(analysis);
  }

  /** The defaults, with this strategy and analysis. */
  public static RolloutSpec of(
      VersionRef candidate, Strategy strategy, Optional<AnalysisSpec> analysis) {
    return new RolloutSpec(
        Optional.empty(),
        candidate,
        strategy,
        analysis,
        Stickiness.NONE,
        DEFAULT_PROGRESS_DEADLINE,
        new TreeMap<>(Map.of()));
  }

  /** The steps that the strategy expands to. */
  public Plan plan() {
    return strategy.expand(analysis);
  }

  public RolloutSpec withStable(VersionRef newStable) {
    return new RolloutSpec(
        Optional.of(newStable),
        candidate,
        strategy,
        analysis,
        stickiness,
        progressDeadline,
        labels);
  }

  public RolloutSpec withStickiness(Stickiness newStickiness) {
    return new RolloutSpec(
        stable, candidate, strategy, analysis, newStickiness, progressDeadline, labels);
  }

  public RolloutSpec withProgressDeadline(Duration newDeadline) {
    return new RolloutSpec(stable, candidate, strategy, analysis, stickiness, newDeadline, labels);
  }
}
