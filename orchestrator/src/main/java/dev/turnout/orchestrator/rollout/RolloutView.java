package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The present state of one model, for reading.
 *
 * @param at the latest time that an input carried
 * @param journalSequence number of the newest journal entry that it contains
 * @param epoch number of the route table
 * @param stable the live version
 * @param attempt the present or last attempt
 * @param nodes nodes of the model by name
 * @param troubles what nodes say is wrong with their tables
 * @param gates what keeps the attempt from going on
 */
public record RolloutView(
    ModelName model,
    Instant at,
    long journalSequence,
    long epoch,
    Optional<VersionRef> stable,
    Optional<AttemptView> attempt,
    List<Node> nodes,
    Map<NodeName, String> troubles,
    Gates gates) {

  public RolloutView {
    nodes = List.copyOf(nodes);
    troubles = Map.copyOf(troubles);
  }

  /**
   * An attempt.
   *
   * @param phase its word, for example {@code Analysing}
   * @param reason why it is in that phase, in a sentence
   * @param since start of the phase
   * @param outcome empty while it is not over
   * @param next nodes of the next batch; empty if nodes are not switched one after the other
   * @param verdict what the judge says now, or said last; empty if it never said anything
   */
  public record AttemptView(
      Rollout rollout,
      String phase,
      String reason,
      Instant since,
      Optional<Outcome> outcome,
      List<NodeName> next,
      Optional<Verdict> verdict) {}

  static RolloutView of(Model model, Telemetry telemetry) {
    return new RolloutView(
        model.name(),
        telemetry.now(),
        model.journalSequence(),
        model.epoch(),
        model.stable(),
        model.rollout().map(rollout -> attempt(Course.situation(model, rollout, telemetry))),
        List.copyOf(model.fleet().all()),
        telemetry.refusals(),
        model.gates());
  }

  private static AttemptView attempt(Situation situation) {
    Rollout rollout = situation.rollout();
    Phase phase = rollout.phase();
    return new AttemptView(
        rollout,
        phase.word(),
        situation.reason(),
        phase.since(),
        phase instanceof Ended ended ? Optional.of(ended.outcome()) : Optional.empty(),
        next(situation),
        situation.verdict().or(rollout::verdict));
  }

  private static List<NodeName> next(Situation situation) {
    return situation.rollout().isRunning()
        ? Batches.of(situation.model(), situation.rollout()).map(Batches::next).orElseGet(List::of)
        : List.of();
  }
}
