package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.routing.AnswerRule;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Short form: smoke test, copies of some requests with analysis, no copies any more, then the end
 * without a switch, or a canary.
 *
 * @param smokeTest request before the first copy; empty tests readiness only
 * @param fraction of the requests that is copied, above 0
 * @param duration shortest time of the copying, longer than zero
 * @param compare what must be alike in both answers; empty compares the whole answers
 * @param then what follows when the candidate has passed; empty ends without a switch
 */
public record ShadowStrategy(
    Optional<HttpCheck> smokeTest,
    Weight fraction,
    Duration duration,
    List<AnswerRule> compare,
    Optional<CanaryStrategy> then)
    implements Strategy {

  public ShadowStrategy {
    compare = List.copyOf(compare);
    if (fraction.isZero()) {
      throw new IllegalArgumentException(
          "Expected a shadow with a fraction above 0, but got 0 (write 0.1 to copy 10 % of the requests)");
    }
    Expect.positive("the duration of a shadow", duration, "30m");
  }

  @Override
  public Plan expand(Optional<AnalysisSpec> analysis) {
    List<Step> steps = new ArrayList<>();
    smokeTest.map(SmokeTestStep::new).ifPresent(steps::add);
    steps.add(new MirrorStep(fraction, compare));
    steps.add(AnalysisStep.of(duration));
    steps.add(MirrorStep.none());
    then.ifPresent(canary -> steps.addAll(canary.expand(analysis).steps()));
    return new Plan(steps);
  }
}
