package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.SmokeTestResult;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.fleet.VersionStatus;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.CommandAccepted;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.CommandRefused;
import dev.turnout.orchestrator.rollout.EpochAcknowledged;
import dev.turnout.orchestrator.rollout.FullPromotionRequested;
import dev.turnout.orchestrator.rollout.MirrorSet;
import dev.turnout.orchestrator.rollout.NodeJoined;
import dev.turnout.orchestrator.rollout.NodeLabelled;
import dev.turnout.orchestrator.rollout.NodeLeft;
import dev.turnout.orchestrator.rollout.NodeLost;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.Outcome;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.rollout.RolloutPaused;
import dev.turnout.orchestrator.rollout.RolloutResumed;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.SmokeTestFinished;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.StepEntered;
import dev.turnout.orchestrator.rollout.VerdictReached;
import dev.turnout.orchestrator.rollout.VersionStateChanged;
import dev.turnout.orchestrator.rollout.WeightSet;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.Weight;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Events of the journal. */
public final class EventCodec {

  static final Translations<RolloutEvent> EVENTS = new Translations<>();

  static {
    addCommands();
    addCourse();
    addEnds();
    addNodes();
    GateCodec.addTo(EVENTS);
    PolicyCodec.addEventsTo(EVENTS);
  }

  private EventCodec() {}

  /** The message of an event, as the journal holds it. */
  public static SpecificRecord write(RolloutEvent event) {
    return EVENTS.write(event);
  }

  /**
   * The event of a message.
   *
   * @param event what a journal entry holds
   * @throws IllegalArgumentException if this program does not know the event
   */
  public static RolloutEvent read(Object event) {
    return EVENTS.read(event);
  }

  private static void addCommands() {
    EVENTS
        .add(
            CommandAccepted.class,
            dev.turnout.events.CommandAccepted.class,
            e ->
                new dev.turnout.events.CommandAccepted(
                    e.commandId().value(),
                    e.command(),
                    e.rollout().map(RolloutName::value).orElse(""),
                    e.actor().value(),
                    Wire.orNull(e.reason()),
                    Wire.orNull(e.signedBy())),
            e ->
                new CommandAccepted(
                    new CommandId(e.getCommandId()),
                    e.getCommand(),
                    Optional.of(e.getRollout())
                        .filter(name -> !name.isEmpty())
                        .map(RolloutName::new),
                    new Actor(e.getActor()),
                    Optional.ofNullable(e.getReason()),
                    Optional.ofNullable(e.getSignedBy())))
        .add(
            CommandRefused.class,
            dev.turnout.events.CommandRefused.class,
            e ->
                new dev.turnout.events.CommandRefused(
                    e.commandId().value(),
                    e.command(),
                    Wire.orNull(e.rollout(), RolloutName::value),
                    e.actor().value(),
                    e.reason(),
                    Wire.orNull(e.signedBy()),
                    e.turnedAway()),
            e ->
                new CommandRefused(
                    new CommandId(e.getCommandId()),
                    e.getCommand(),
                    Wire.optional(e.getRollout(), RolloutName::new),
                    new Actor(e.getActor()),
                    e.getReason(),
                    Optional.ofNullable(e.getSignedBy()),
                    e.getTurnedAway()));
  }

  private static void addCourse() {
    EVENTS
        .add(
            RolloutStarted.class,
            dev.turnout.events.RolloutStarted.class,
            e ->
                new dev.turnout.events.RolloutStarted(
                    e.rolloutId().value(),
                    e.name().value(),
                    e.attempt(),
                    Wire.orNull(e.stable(), Wire::write),
                    SpecCodec.write(e.spec()),
                    StepCodec.write(e.plan().steps())),
            e ->
                new RolloutStarted(
                    new RolloutId(e.getRolloutId()),
                    new RolloutName(e.getName()),
                    e.getAttempt(),
                    Wire.optional(e.getStable(), Wire::read),
                    SpecCodec.read(e.getSpec()),
                    new Plan(StepCodec.read(e.getSteps()))))
        .add(
            StepEntered.class,
            dev.turnout.events.StepEntered.class,
            e -> new dev.turnout.events.StepEntered(e.rolloutId().value(), e.step()),
            e -> new StepEntered(new RolloutId(e.getRolloutId()), e.getStep()))
        .add(
            StepCompleted.class,
            dev.turnout.events.StepCompleted.class,
            e ->
                new dev.turnout.events.StepCompleted(
                    e.rolloutId().value(),
                    e.step(),
                    e.reason(),
                    Wire.orNull(e.evidence(), EvidenceCodec::write)),
            e ->
                new StepCompleted(
                    new RolloutId(e.getRolloutId()),
                    e.getStep(),
                    e.getReason(),
                    Wire.optional(e.getEvidence(), EvidenceCodec::read)))
        .add(
            WeightSet.class,
            dev.turnout.events.WeightSet.class,
            e -> new dev.turnout.events.WeightSet(e.rolloutId().value(), e.weight().value()),
            e -> new WeightSet(new RolloutId(e.getRolloutId()), new Weight(e.getWeight())))
        .add(
            MirrorSet.class,
            dev.turnout.events.MirrorSet.class,
            e ->
                new dev.turnout.events.MirrorSet(
                    e.rolloutId().value(), e.fraction().value(), RuleCodec.write(e.compare())),
            e ->
                new MirrorSet(
                    new RolloutId(e.getRolloutId()),
                    new Weight(e.getFraction()),
                    RuleCodec.read(e.getCompare())))
        .add(
            NodesSwitched.class,
            dev.turnout.events.NodesSwitched.class,
            e ->
                new dev.turnout.events.NodesSwitched(
                    e.rolloutId().value(),
                    Wire.each(e.nodes(), NodeName::value),
                    e.switched(),
                    e.all()),
            e ->
                new NodesSwitched(
                    new RolloutId(e.getRolloutId()),
                    Wire.each(e.getNodes(), NodeName::new),
                    e.getSwitched(),
                    e.getAll()))
        .add(
            VerdictReached.class,
            dev.turnout.events.VerdictReached.class,
            e ->
                new dev.turnout.events.VerdictReached(
                    e.rolloutId().value(),
                    EvidenceCodec.write(e.verdict().kind()),
                    e.verdict().reason(),
                    EvidenceCodec.write(e.verdict().evidence())),
            e ->
                new VerdictReached(
                    new RolloutId(e.getRolloutId()),
                    new Verdict(
                        EvidenceCodec.read(e.getVerdict()),
                        e.getReason(),
                        EvidenceCodec.read(e.getEvidence()))));
  }

  private static void addEnds() {
    EVENTS
        .add(
            RolloutPaused.class,
            dev.turnout.events.RolloutPaused.class,
            e ->
                new dev.turnout.events.RolloutPaused(
                    e.rolloutId().value(), e.reason(), Wire.orNull(e.actor(), Actor::value)),
            e ->
                new RolloutPaused(
                    new RolloutId(e.getRolloutId()),
                    e.getReason(),
                    Wire.optional(e.getActor(), Actor::new)))
        .add(
            RolloutResumed.class,
            dev.turnout.events.RolloutResumed.class,
            e -> new dev.turnout.events.RolloutResumed(e.rolloutId().value(), e.actor().value()),
            e -> new RolloutResumed(new RolloutId(e.getRolloutId()), new Actor(e.getActor())))
        .add(
            FullPromotionRequested.class,
            dev.turnout.events.FullPromotionRequested.class,
            e ->
                new dev.turnout.events.FullPromotionRequested(
                    e.rolloutId().value(), e.actor().value()),
            e ->
                new FullPromotionRequested(
                    new RolloutId(e.getRolloutId()), new Actor(e.getActor())))
        .add(
            RolloutTurnedBack.class,
            dev.turnout.events.RolloutTurnedBack.class,
            e ->
                new dev.turnout.events.RolloutTurnedBack(
                    e.rolloutId().value(),
                    Wire.same(dev.turnout.events.Outcome.class, e.outcome()),
                    e.reason(),
                    Wire.orNull(e.evidence(), EvidenceCodec::write)),
            e ->
                new RolloutTurnedBack(
                    new RolloutId(e.getRolloutId()),
                    Wire.same(Outcome.class, e.getOutcome()),
                    e.getReason(),
                    Wire.optional(e.getEvidence(), EvidenceCodec::read)))
        .add(
            RolloutEnded.class,
            dev.turnout.events.RolloutEnded.class,
            e ->
                new dev.turnout.events.RolloutEnded(
                    e.rolloutId().value(),
                    Wire.same(dev.turnout.events.Outcome.class, e.outcome()),
                    e.reason()),
            e ->
                new RolloutEnded(
                    new RolloutId(e.getRolloutId()),
                    Wire.same(Outcome.class, e.getOutcome()),
                    e.getReason()));
  }

  private static void addNodes() {
    EVENTS
        .add(
            NodeJoined.class,
            dev.turnout.events.NodeJoined.class,
            e -> new dev.turnout.events.NodeJoined(e.node().value()),
            e -> new NodeJoined(new NodeName(e.getNode())))
        .add(
            NodeLost.class,
            dev.turnout.events.NodeLost.class,
            e -> new dev.turnout.events.NodeLost(e.node().value(), e.silent().toMillis()),
            e -> new NodeLost(new NodeName(e.getNode()), Wire.millis(e.getSilentMs())))
        .add(
            NodeLeft.class,
            dev.turnout.events.NodeLeft.class,
            e -> new dev.turnout.events.NodeLeft(e.node().value()),
            e -> new NodeLeft(new NodeName(e.getNode())))
        .add(
            NodeLabelled.class,
            dev.turnout.events.NodeLabelled.class,
            e ->
                new dev.turnout.events.NodeLabelled(e.node().value(), NodesCodec.write(e.labels())),
            e -> new NodeLabelled(new NodeName(e.getNode()), NodesCodec.read(e.getLabels())))
        .add(
            EpochAcknowledged.class,
            dev.turnout.events.EpochAcknowledged.class,
            e -> new dev.turnout.events.EpochAcknowledged(e.node().value(), e.epoch()),
            e -> new EpochAcknowledged(new NodeName(e.getNode()), e.getEpoch()))
        .add(
            VersionStateChanged.class,
            dev.turnout.events.VersionStateChanged.class,
            e ->
                new dev.turnout.events.VersionStateChanged(
                    e.node().value(),
                    e.version().value(),
                    Wire.same(dev.turnout.events.VersionState.class, e.status().state()),
                    Wire.orNull(e.status().reason())),
            e ->
                new VersionStateChanged(
                    new NodeName(e.getNode()),
                    new Version(e.getVersion()),
                    new VersionStatus(
                        Wire.same(VersionState.class, e.getState()),
                        Optional.ofNullable(e.getReason()))))
        .add(
            SmokeTestFinished.class,
            dev.turnout.events.SmokeTestFinished.class,
            e ->
                new dev.turnout.events.SmokeTestFinished(
                    e.node().value(),
                    e.result().testId(),
                    e.result().passed(),
                    Wire.orNull(e.result().reason())),
            e ->
                new SmokeTestFinished(
                    new NodeName(e.getNode()),
                    new SmokeTestResult(
                        e.getTestId(), e.getPassed(), Optional.ofNullable(e.getReason()))));
  }
}
