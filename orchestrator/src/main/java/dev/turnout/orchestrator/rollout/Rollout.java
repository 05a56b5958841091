package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.MirrorRoute;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.Collection;
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
 * @param weight the candidate's share: of the traffic, or of the nodes while they are switched one
 *     after the other
 * @param mirror what is copied to the candidate; empty for nothing
 * @param switched nodes that have the candidate as a whole; none once all nodes have
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
    Optional<MirrorRoute> mirror,
    SortedSet<NodeName> switched,
    boolean fast,
    SortedSet<NodeName> expected,
    Optional<Verdict> verdict) {

  public Rollout {
    switched = Collections.unmodifiableSortedSet(new TreeSet<>(switched));
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

  /** Whether it has not begun yet. */
  public boolean isQueued() {
    return phase instanceof Queued;
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

  /** What the candidate answers now; empty before it answers anything. */
  public Optional<TrafficKind> traffic() {
    if (mirror.isPresent()) {
      return Optional.of(TrafficKind.MIRRORED);
    }
    return weight.isZero() ? Optional.empty() : Optional.of(TrafficKind.LIVE);
  }

  /** The whole analysis if any of it concerns the present traffic. */
  Optional<AnalysisSpec> judged() {
    return traffic().flatMap(kind -> spec.analysis().filter(all -> all.isJudgedOn(kind)));
  }

  /** What the judge watches on the present traffic; empty if nothing. */
  public Optional<AnalysisSpec> analysis() {
    return traffic().flatMap(kind -> spec.analysis().flatMap(all -> all.on(kind, plan.traffic())));
  }

  /** Whether the judge watches: there is traffic to compare, and the candidate has not yet won. */
  public boolean isJudged() {
    return isRunning() && !isRetiring() && previous.isPresent() && judged().isPresent();
  }

  /** Whether the node sends all of its requests to the candidate, as far as the table says. */
  boolean isSwitched(NodeName node) {
    return hasAllNodes() || switched.contains(node);
  }

  /** Whether every node has the candidate as a whole, also one that joins. */
  boolean hasAllNodes() {
    return weight.isFull() && switched.isEmpty();
  }

  /** How it ends when all steps are done. */
  Outcome success() {
    if (!plan.promotes()) {
      return Outcome.PASSED;
    }
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
    return with(newStep, next, weight, mirror, switched, fast, expected, verdict);
  }

  /** Leaves the queue: the next table is the first one that knows the candidate. */
  Rollout begun(long epoch) {
    return new Rollout(
        id, name, attempt, previous, spec, plan, startedAt, epoch, step, phase, weight, mirror,
        switched, fast, expected, verdict);
  }

  Rollout withApproval(Approval approval) {
    return phase
        .stepPhase()
        .map(inner -> inner.approved(approval))
        .map(inner -> withPhase(phase instanceof Paused paused ? paused.with(inner) : inner))
        .orElse(this);
  }

  Rollout progressed(Instant at) {
    return phase instanceof StepPhase running ? withPhase(running.progressed(at)) : this;
  }

  Rollout withPhase(Phase newPhase) {
    return with(step, newPhase, weight, mirror, switched, fast, expected, verdict);
  }

  /** All nodes get the share, whatever they had before. */
  Rollout withWeight(Weight newWeight) {
    return with(step, phase, newWeight, mirror, new TreeSet<>(), fast, expected, verdict);
  }

  Rollout withMirror(Optional<MirrorRoute> newMirror) {
    return with(step, phase, weight, newMirror, switched, fast, expected, verdict);
  }

  /** After nodes were switched. */
  Rollout withSwitched(Collection<NodeName> nodes, Weight newWeight) {
    SortedSet<NodeName> more = new TreeSet<>(switched);
    more.addAll(nodes);
    Phase next =
        phase instanceof Paused paused
            ? paused.with(paused.inner().switched())
            : phase instanceof StepPhase running ? running.switched() : phase;
    return with(step, next, newWeight, mirror, more, fast, expected, verdict);
  }

  Rollout asFast() {
    return with(step, phase, weight, mirror, switched, true, expected, verdict);
  }

  Rollout withVerdict(Verdict newVerdict) {
    return with(step, phase, weight, mirror, switched, fast, expected, Optional.of(newVerdict));
  }

  Rollout expecting(NodeName node) {
    SortedSet<NodeName> more = new TreeSet<>(expected);
    more.add(node);
    return with(step, phase, weight, mirror, switched, fast, more, verdict);
  }

  Rollout notExpecting(NodeName node) {
    SortedSet<NodeName> fewer = new TreeSet<>(expected);
    fewer.remove(node);
    return with(step, phase, weight, mirror, switched, fast, fewer, verdict);
  }

  /** The same attempt as it stands now. */
  private Rollout with(
      int newStep,
      Phase newPhase,
      Weight newWeight,
      Optional<MirrorRoute> newMirror,
      SortedSet<NodeName> newSwitched,
      boolean newFast,
      SortedSet<NodeName> newExpected,
      Optional<Verdict> newVerdict) {
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
        newPhase,
        newWeight,
        newMirror,
        newSwitched,
        newFast,
        newExpected,
        newVerdict);
  }
}
