package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.AnswerRule;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.Weight;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Copies this share of the requests to the candidate on every node; users see nothing of it.
 *
 * @param fraction of all requests; 0 ends the copying
 * @param compare what must be alike in both answers; empty compares the whole answers
 */
public record MirrorStep(Weight fraction, List<AnswerRule> compare) implements Step {
  public MirrorStep {
    compare = List.copyOf(compare);
    Expect.notMore("rules of comparison", compare, AnswerRule.MOST);
    if (fraction.isZero() && !compare.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a mirror above 0 with rules of comparison, but got 0 (write {mirror: 0} to end the copying)");
    }
  }

  /** No copies any more. */
  public static MirrorStep none() {
    return new MirrorStep(Weight.ZERO, List.of());
  }

  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.mirror(this);
  }

  @Override
  public String inWords() {
    return compare.isEmpty()
        ? "mirror " + fraction
        : compare.stream()
            .map(AnswerRule::inWords)
            .collect(Collectors.joining(", ", "mirror %s (compare ".formatted(fraction), ")"));
  }
}
