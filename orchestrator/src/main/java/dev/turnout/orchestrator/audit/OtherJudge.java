package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.rollout.Analysing;
import dev.turnout.orchestrator.rollout.Baking;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.RolloutView;
import dev.turnout.orchestrator.rollout.VerdictReached;
import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows an attempt with another policy, and notes what it would have decided by the rules that
 * decide live rollouts. Nothing follows from it but its verdicts: the attempt goes on as recorded.
 */
final class OtherJudge {
  private final ModelProcessor processor;
  private final List<Ruling> rulings = new ArrayList<>();
  // Steps whose end it has decided: asking again would cost much and say the same.
  private final Set<Integer> settled = new HashSet<>();
  private boolean hasTurnedBack;

  OtherJudge(ModelName model) {
    this.processor = new ModelProcessor(model);
  }

  List<Ruling> rulings() {
    return rulings;
  }

  /** Takes an input. */
  void absorb(Input input) {
    processor.absorb(input);
  }

  /**
   * Takes an entry.
   *
   * @param isUnderWay whether the attempt is: what the recorded policy then decided by itself is
   *     left out
   */
  void follow(Entry entry, boolean isUnderWay) {
    boolean isTheirs = entry.event() instanceof VerdictReached || Ruling.isOfItself(entry.event());
    if (!(isUnderWay && isTheirs)) {
      processor.follow(entry);
    }
  }

  /** Notes what it would decide now. */
  void ask() {
    askAt(processor.now());
  }

  /** Notes what it would decide at a time that a record of another model carried. */
  void askAt(Instant at) {
    if (hasTurnedBack) {
      return;
    }
    if (!processor.now().isBefore(at) && !hasChangedItsMind() && !isWaitingForAPass()) {
      return;
    }
    List<RolloutEvent> next = processor.noteTime(at).events();
    while (!next.isEmpty() && next.get(0) instanceof VerdictReached) {
      note(next.get(0));
      processor.follow(
          new Entry(processor.model().journalSequence() + 1, processor.now(), next.get(0)));
      next = processor.noteTime(at).events();
    }
    if (!next.isEmpty()) {
      decide(next.get(0));
    }
  }

  /** What its judge says now; empty if it has nothing to judge, or has sent traffic back. */
  Optional<Verdict> standing() {
    return hasTurnedBack
        ? Optional.empty()
        : processor
            .view()
            .attempt()
            .filter(attempt -> attempt.rollout().isJudged())
            .flatMap(RolloutView.AttemptView::verdict);
  }

  private void decide(RolloutEvent event) {
    boolean isItsOwn = event instanceof RolloutTurnedBack || isWaitingForAPass();
    if (Ruling.is(event) && isItsOwn) {
      note(event);
      settled.add(rollout().step());
      hasTurnedBack = event instanceof RolloutTurnedBack;
    }
  }

  private boolean hasChangedItsMind() {
    return processor
        .verdictKind()
        .filter(
            kind -> kind != rollout().verdict().map(Verdict::kind).orElse(Verdict.Kind.CONTINUE))
        .isPresent();
  }

  private boolean isWaitingForAPass() {
    return processor
        .model()
        .unfinished()
        .filter(
            rollout -> rollout.phase() instanceof Analysing || rollout.phase() instanceof Baking)
        .filter(rollout -> !settled.contains(rollout.step()))
        .isPresent();
  }

  private void note(RolloutEvent event) {
    Rollout rollout = rollout();
    rulings.add(new Ruling(processor.now(), rollout.step(), rollout.weight(), event));
  }

  private Rollout rollout() {
    return processor.model().rollout().orElseThrow();
  }
}
