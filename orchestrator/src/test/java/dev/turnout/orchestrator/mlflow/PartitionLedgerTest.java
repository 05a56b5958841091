package dev.turnout.orchestrator.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.mlflow.RolloutDecision.Kind;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Outcome;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.StepEntered;
import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BAKE = 1;

  private PartitionLedger ledger = new PartitionLedger(0, 0, false);
  private long offset;

  @Test
  void shouldTellThatACandidateIsLiveWhenItsBakeBegins() {
    // given
    take(started("fraud-v2"));
    List<RolloutDecision> before = due();

    // when
    take(entered("fraud-v2", BAKE));

    // then
    assertThat(before).isEmpty();
    assertThat(due())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.kind()).isEqualTo(Kind.LIVE);
              assertThat(decision.outcome()).isEqualTo("Switched");
              assertThat(decision.mark().toString()).isEqualTo(NOW + "/2/hash-2");
            });
  }

  @Test
  void shouldTellOfOneAttemptOnlyTheNewest() {
    // given
    take(started("fraud-v2"));
    take(entered("fraud-v2", BAKE));

    // when
    take(new RolloutTurnedBack(id("fraud-v2"), Outcome.ROLLED_BACK, "slow", Optional.empty()));

    // then
    assertThat(due()).extracting(RolloutDecision::outcome).containsExactly("RolledBack");
    assertThat(due()).extracting(RolloutDecision::kind).containsExactly(Kind.BACK);
  }

  @Test
  void shouldTellOneAttemptAfterTheOther() {
    // given
    take(started("fraud-v2"));
    take(ended("fraud-v2", Outcome.PROMOTED));
    take(started("fraud-v3"));
    take(ended("fraud-v3", Outcome.INCONCLUSIVE));

    // when
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ledger.eachDue(
          NOW,
          (decision, backlog) -> {
            told.add(decision.rolloutId() + " " + decision.outcome());
            backlog.finish(decision, NOW);
          });
    }

    // then
    assertThat(told).containsExactly("fraud-v2 Promoted", "fraud-v3 Inconclusive");
  }

  @Test
  void shouldWaitLongerAfterEachFailure() {
    // given
    take(started("fraud-v2"));
    take(ended("fraud-v2", Outcome.PROMOTED));

    // when
    ledger.eachDue(NOW, (decision, backlog) -> backlog.postpone("away", NOW));
    ledger.eachDue(NOW.plusSeconds(1), (decision, backlog) -> backlog.postpone("away", NOW));

    // then
    assertThat(dueAt(NOW.plusMillis(1_900))).isEmpty();
    assertThat(dueAt(NOW.plusSeconds(2))).hasSize(1);
    assertThat(ledger.waiting().map(model -> model.getValue().trouble())).containsExactly("away");
  }

  @Test
  void shouldLookOnceMoreAtWhatItHasTold() {
    // given
    take(started("fraud-v2"));
    take(ended("fraud-v2", Outcome.PROMOTED));
    ledger.eachDue(NOW, (decision, backlog) -> backlog.finish(decision, NOW));
    Instant later = NOW.plus(Backlog.LOOK_AGAIN);

    // when
    List<RolloutDecision> before = dueAt(later.minusMillis(1));
    List<RolloutDecision> then = dueAt(later);
    ledger.eachDue(later, (decision, backlog) -> backlog.finish(decision, later));

    // then
    assertThat(before).isEmpty();
    assertThat(then).hasSize(1);
    assertThat(dueAt(later.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void shouldReadFromTheBeginningOfWhatIsUnderWayAfterARestart() {
    // given
    take(started("fraud-v2"));
    take(entered("fraud-v2", BAKE));
    ledger.eachDue(NOW, (decision, backlog) -> backlog.finish(decision, NOW));

    // when
    long running = ledger.restartAt();
    take(ended("fraud-v2", Outcome.PROMOTED));
    long waiting = ledger.restartAt();
    ledger.eachDue(NOW, (decision, backlog) -> backlog.finish(decision, NOW));

    // then
    assertThat(running).isZero();
    assertThat(waiting).isZero();
    assertThat(ledger.restartAt()).isEqualTo(3);
  }

  @Test
  void shouldTellOnlyTheLastDecisionOfAHistoryThatNobodyFollowed() {
    // given
    ledger = new PartitionLedger(0, 4, true);
    take(started("fraud-v2"));
    take(ended("fraud-v2", Outcome.PROMOTED));
    take(started("fraud-v3"));
    List<RolloutDecision> before = due();

    // when
    take(ended("fraud-v3", Outcome.PROMOTED));

    // then
    assertThat(before).isEmpty();
    assertThat(due()).extracting(RolloutDecision::rolloutId).containsExactly("fraud-v3");
  }

  private void take(RolloutEvent event) {
    ledger.take("fraud", new Entry(offset + 1, NOW, event), "hash-" + (offset + 1), offset);
    offset++;
    ledger.moveTo(offset);
  }

  private List<RolloutDecision> due() {
    return dueAt(NOW);
  }

  private List<RolloutDecision> dueAt(Instant at) {
    List<RolloutDecision> due = new ArrayList<>();
    ledger.eachDue(at, (decision, backlog) -> due.add(decision));
    return due;
  }

  private static RolloutStarted started(String name) {
    VersionRef candidate = VersionRef.of(name.substring(6), "models:/fraud/" + name.substring(7));
    Strategy strategy =
        new BlueGreenStrategy(Optional.empty(), Optional.empty(), false, Duration.ofMinutes(1));
    RolloutSpec spec = RolloutSpec.of(candidate, strategy, Optional.empty());
    Plan plan = spec.plan();
    return new RolloutStarted(
        id(name), new RolloutName(name), 1, Optional.of(VersionRef.of("v1")), spec, plan);
  }

  private static StepEntered entered(String name, int step) {
    return new StepEntered(id(name), step);
  }

  private static RolloutEnded ended(String name, Outcome outcome) {
    return new RolloutEnded(id(name), outcome, "done");
  }

  private static RolloutId id(String name) {
    return new RolloutId(name);
  }
}
