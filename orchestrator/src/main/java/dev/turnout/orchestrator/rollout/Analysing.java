package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The judge watches both versions at the present weight.
 *
 * @param duration shortest stay
 * @param beta gate of this step; empty takes that of the analysis
 */
public record Analysing(Stage stage, Duration duration, OptionalDouble beta) implements StepPhase {
  @Override
  public StepPhase with(Stage newStage) {
    return new Analysing(newStage, duration, beta);
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.empty();
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    if (situation.now().isBefore(stage.since().plus(duration))) {
      return List.of();
    }
    Optional<Verdict.Kind> kind = situation.verdictKind();
    if (kind.isEmpty()) {
      return situation.completed(
          "the time of %s is over; nothing was analysed".formatted(Durations.inWords(duration)));
    }
    return switch (kind.get()) {
      case PROMOTE -> promote(situation, situation.verdict().orElseThrow());
      case INCONCLUSIVE -> inconclusive(situation, situation.verdict().orElseThrow());
      default -> List.of();
    };
  }

  @Override
  public String reason(Situation situation) {
    Instant end = stage.since().plus(duration);
    if (situation.now().isBefore(end)) {
      return "analysing until %s at least".formatted(end);
    }
    return limit(situation.rollout())
        .map("waiting for a verdict until %s"::formatted)
        .orElse("the time is over");
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    List<Instant> due = new ArrayList<>();
    due.add(stage.since().plus(duration));
    limit(situation.rollout()).ifPresent(due::add);
    return due;
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return Optional.empty();
  }

  /** From when on no verdict means inconclusive; empty when nothing is analysed. */
  Optional<Instant> limit(Rollout rollout) {
    return rollout.judged().map(AnalysisSpec::deadline).map(stage.after(duration)::plus);
  }

  private static List<RolloutEvent> promote(Situation situation, Verdict verdict) {
    return situation.completed(verdict.reason(), verdict.evidence());
  }

  private List<RolloutEvent> inconclusive(Situation situation, Verdict verdict) {
    Rollout rollout = situation.rollout();
    String reason = "inconclusive: " + verdict.reason();
    return switch (rollout.spec().analysis().orElseThrow().onInconclusive()) {
      case PAUSE -> List.of(new RolloutPaused(rollout.id(), reason, Optional.empty()));
      case ROLLBACK -> List.of(turnedBack(rollout, reason, verdict));
      case PROMOTE_IF_NO_HARM ->
          verdict.evidence().noHarm() && !situation.isHeld()
              ? situation.completed(
                  "inconclusive, but no harm was seen: " + verdict.reason(), verdict.evidence())
              : List.of(turnedBack(rollout, reason, verdict));
    };
  }

  private static RolloutEvent turnedBack(Rollout rollout, String reason, Verdict verdict) {
    return new RolloutTurnedBack(
        rollout.id(), Outcome.INCONCLUSIVE, reason, Optional.of(verdict.evidence()));
  }
}
