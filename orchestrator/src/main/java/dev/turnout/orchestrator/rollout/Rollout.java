package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One attempt to replace the stable version by a candidate: the present one, or the last.
 *
 * @param attempt a count from 1
 * @param previous version that was live at the start; empty for the first version of a model
 * @param plan its steps
 * @param startEpoch number of the first table that knows the candidate
 * @param weight the candidate's share
 * @param fast whether a person asked for full weight at once
 * @param expected nodes that are waited for
 * @param verdict the judge's latest change of mind; empty before the first
 */
public record Rollout(
    RolloutId id,
    RolloutName name,
    int attempt,
    Optional<VersionRef> previous,
    RolloutSpec spec,
    Plan plan,
    Instant startedAt,
    long startEpoch,
    int step,
    Phase phase,
    Weight weight,
    boolean fast,
    SortedSet<NodeName> expected,
    Optional<Verdict> verdict) {

  public Rollout {
    expected = Collections.unmodifiableSortedSet(new TreeSet<>(expected));
  }

  public Version candidate() {
    return spec.candidate().version();
  }

  public boolean isEnded() {
    return phase instanceof Ended;
  }

  /** Whether it is neither given up nor over. */
  public boolean isRunning() {
    return phase.stepPhase().isPresent();
  }

  /**
   * Whether the old version is on its way out: the candidate already is the stable one in the
   * table.
   */
  public boolean isRetiring() {
    return phase.stepPhase().filter(Retiring.class::isInstance).isPresent();
  }

  public boolean isPromoted() {
    return phase instanceof Ended ended && ended.outcome().isPromotion();
  }

  /** Whether the judge watches: there is traffic to compare, and the candidate has not yet won. */
  public boolean isJudged() {
    return isRunning()
        && !isRetiring()
        && !weight.isZero()
        && previous.isPresent()
        && spec.analysis().isPresent();
  }

  /** How it ends when all steps are done. */
  Outcome promotion() {
    return fast ? Outcome.FAST_PROMOTED : Outcome.PROMOTED;
  }

  /** Id of the smoke test of the present step. */
  String testId() {
    return id + "/" + step;
  }

  /** The gate of the present step: chance of a false promotion that it accepts. */
  double beta() {
    double whole = spec.analysis().orElseThrow().beta();
    return phase
        .stepPhase()
        .filter(Analysing.class::isInstance)
        .map(inner -> ((Analysing) inner).beta().orElse(whole))
        .orElse(whole);
  }

  Rollout entered(int newStep, Instant at) {
    StepPhase entered = plan.step(newStep).accept(new StepPhases(Stage.entered(newStep, at)));
    Phase next = phase instanceof Paused paused ? paused.with(entered) : entered;
    return new Rollout(
        id,
        name,
        attempt,
        previous,
        spec,
        plan,
        startedAt,
        startEpoch,
        newStep,
        next,
        weight,
        fast,
        expected,
        verdict);
  }

  Rollout progressed(Instant at) {
    return phase instanceof StepPhase running ? withPhase(running.progressed(at)) : this;
  }

  Rollout withPhase(Phase newPhase) {
    return new Rollout(
        id,
        name,
        attempt,
        previous,
        spec,
        plan,
        startedAt,
        startEpoch,
        step,
        newPhase,
        weight,
        fast,
        expected,
        verdict);
  }

  Rollout withWeight(Weight newWeight) {
    return new Rollout(
        id,
        name,
        attempt,
        previous,
        spec,
        plan,
        startedAt,
        startEpoch,
        step,
        phase,
        newWeight,
        fast,
        expected,
        verdict);
  }

  Rollout asFast() {
    return new Rollout(
        id,
        name,
        attempt,
        previous,
        spec,
        plan,
        startedAt,
        startEpoch,
        step,
        phase,
        weight,
        true,
        expected,
        verdict);
  }

  Rollout withVerdict(Verdict newVerdict) {
    return new Rollout(
        id,
        name,
        attempt,
        previous,
        spec,
        plan,
        startedAt,
        startEpoch,
        step,
        phase,
        weight,
        fast,
        expected,
        Optional.of(newVerdict));
  }

  Rollout expecting(NodeName node) {
    SortedSet<NodeName> more = new TreeSet<>(expected);
    more.add(node);
    return withExpected(more);
  }

  Rollout notExpecting(NodeName node) {
    SortedSet<NodeName> fewer = new TreeSet<>(expected);
    fewer.remove(node);
    return withExpected(fewer);
  }

  private Rollout withExpected(SortedSet<NodeName> nodes) {
    return new Rollout(
        id,
        name,
        attempt,
        previous,
        spec,
        plan,
        startedAt,
        startEpoch,
        step,
        phase,
        weight,
        fast,
        nodes,
        verdict);
  }
}
