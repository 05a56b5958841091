package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.Weight;
import java.util.List;
import java.util.Optional;

/** What holds after every input, whatever came. */
final class Invariants {
  private Invariants() {}

  static void check(Scene scene, List<Entry> entries) {
    ModelProcessor processor = scene.processor();
    Model model = processor.model();
    model.routeTable().ifPresent(table -> weightsSumToOne(model, table));
    epochsOnlyGrow(scene);
    entriesAreNumbered(scene, entries);
    refusalsSayWhy(entries);
    theJudgeIsOnWhileThereIsTraffic(processor);
    abortIsReachable(scene);
    processor.dueAt().ifPresent(due -> assertThat(due).isAfter(processor.now()));
    model.rollout().ifPresent(rollout -> aGivenUpCandidateHasNoTraffic(rollout, model));
  }

  private static void weightsSumToOne(Model model, RouteTable table) {
    int sum = table.versions().stream().mapToInt(route -> route.weight().millionths()).sum();
    boolean nobodyLive = model.stable().isEmpty() && !table.serves();
    assertThat(sum).isEqualTo(nobodyLive ? 0 : Weight.MILLIONTHS);
  }

  private static void epochsOnlyGrow(Scene scene) {
    for (int i = 1; i < scene.tables.size(); i++) {
      assertThat(scene.tables.get(i).epoch()).isGreaterThan(scene.tables.get(i - 1).epoch());
    }
  }

  private static void entriesAreNumbered(Scene scene, List<Entry> entries) {
    long sequence = scene.model().journalSequence() - entries.size();
    for (Entry entry : entries) {
      sequence++;
      assertThat(entry.sequence()).isEqualTo(sequence);
    }
  }

  private static void refusalsSayWhy(List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.event() instanceof CommandRefused refused) {
        assertThat(refused.reason()).matches("Expected .*, but .*\\(.*\\)");
      }
    }
  }

  /** Waiting, Paused and all other phases before the retirement. */
  private static void theJudgeIsOnWhileThereIsTraffic(ModelProcessor processor) {
    boolean comparable =
        processor
            .model()
            .rollout()
            .filter(Rollout::isRunning)
            .filter(rollout -> !rollout.isRetiring() && rollout.previous().isPresent())
            .filter(rollout -> rollout.traffic().isPresent())
            .isPresent();
    assertThat(processor.snapshot().telemetry().judge().isPresent()).isEqualTo(comparable);
  }

  /** From every state, abort gives weight 0 and ends the copies at once. */
  private static void abortIsReachable(Scene scene) {
    Model model = scene.model();
    if (model.rollout().filter(Rollout::isRunning).isEmpty()) {
      return;
    }
    CommandHeader header =
        new CommandHeader(
            new CommandId("what-if"),
            model.name(),
            Optional.empty(),
            new Actor("invariant"),
            Optional.empty());
    Decision decision = new AbortRollout(header).decide(model, Circumstances.at(scene.now()));
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    Model aborted = model;
    for (RolloutEvent event : ((Decision.Accepted) decision).effects()) {
      aborted = aborted.after(event, scene.now());
    }
    Rollout rollout = aborted.rollout().orElseThrow();
    assertThat(rollout.phase()).isInstanceOf(TurningBack.class);
    assertThat(aborted.routeTable().orElseThrow().weightOf(rollout.candidate()))
        .isEqualTo(Weight.ZERO);
    assertThat(aborted.routeTable().orElseThrow().mirror()).isEmpty();
  }

  private static void aGivenUpCandidateHasNoTraffic(Rollout rollout, Model model) {
    if (!rollout.isRunning() && !rollout.isPromoted()) {
      assertThat(model.routeTable().orElseThrow().weightOf(rollout.candidate()))
          .isEqualTo(Weight.ZERO);
    }
    if (!rollout.isRunning() || !rollout.weight().isZero()) {
      assertThat(model.routeTable().orElseThrow().mirror()).isEmpty();
    }
  }
}
