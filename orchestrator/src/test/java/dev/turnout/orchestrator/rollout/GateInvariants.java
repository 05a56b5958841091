package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** While a gate is closed nothing goes on, whatever comes. */
final class GateInvariants {
  private GateInvariants() {}

  static void check(Model before, List<Entry> entries) {
    Model model = before;
    for (Entry entry : entries) {
      boolean waits =
          !model.gates().areOpen()
              && (model.isHeldByGate() || model.rollout().filter(Rollout::isQueued).isPresent());
      if (waits) {
        assertThat(isProgress(entry.event()))
            .as("%s while %s", entry.event(), model.gates().inWords())
            .isFalse();
      }
      model = model.after(entry.event(), entry.at());
    }
  }

  private static boolean isProgress(RolloutEvent event) {
    return event instanceof StepEntered
        || event instanceof StepCompleted
        || event instanceof WeightSet
        || event instanceof MirrorSet
        || event instanceof NodesSwitched
        || event instanceof FullPromotionRequested
        || (event instanceof RolloutEnded ended
            && (ended.outcome().isPromotion() || ended.outcome() == Outcome.PASSED));
  }
}
