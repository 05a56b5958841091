package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.fleet.VersionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All that a phase looks at when it decides whether to move.
 *
 * @param rollout the attempt of the model
 * @param verdictKind what the judge says now; empty when nothing is judged
 * @param said the same with its reasons, which cost much: only for what is written down
 * @param isHeld whether the judge wants no progress
 * @param refusals why nodes could not put a newer table in force
 * @param now the latest time that an input carried
 */
record Situation(
    Model model,
    Rollout rollout,
    Optional<Verdict.Kind> verdictKind,
    Supplier<Optional<Verdict>> said,
    boolean isHeld,
    Map<NodeName, String> refusals,
    Instant now) {

  static final String NO_NODES = "waiting for a first node to report";

  /** What a command sees: it is decided by what the journal says alone. */
  static Situation quiet(Model model, Rollout rollout, Instant at) {
    return new Situation(model, rollout, Optional.empty(), Optional::empty, false, Map.of(), at);
  }

  /** What the judge says now, with its reasons; empty when nothing is judged. */
  Optional<Verdict> verdict() {
    return said.get();
  }

  /** The nodes that are waited for. */
  List<Node> nodes() {
    return rollout.expected().stream().flatMap(name -> model.fleet().node(name).stream()).toList();
  }

  boolean hasNodes() {
    return !nodes().isEmpty();
  }

  boolean isOver(Stage stage, Duration duration) {
    return !now.isBefore(stage.since().plus(duration));
  }

  boolean isPastLimit(Optional<Instant> limit) {
    return limit.filter(end -> !now.isBefore(end)).isPresent();
  }

  Instant deadlineFrom(Instant start) {
    return start.plus(rollout.spec().progressDeadline());
  }

  boolean lacksEpoch(Node node) {
    return node.epochInForce() < model.epoch();
  }

  List<Node> notAcknowledged() {
    return nodes().stream().filter(this::lacksEpoch).toList();
  }

  /** A state that was reported before the node knew this attempt says nothing about it. */
  boolean knowsAttempt(Node node) {
    return node.epochInForce() >= rollout.startEpoch();
  }

  List<Node> notReady() {
    return nodes().stream()
        .filter(node -> !knowsAttempt(node) || !node.has(rollout.candidate(), VersionState.READY))
        .toList();
  }

  String waitingForReady() {
    return "waiting for %s to be ready with %s"
        .formatted(describe(notReady()), rollout.candidate());
  }

  String waitingForEpoch() {
    return "waiting for %s to acknowledge epoch %s"
        .formatted(describe(notAcknowledged()), model.epoch());
  }

  List<RolloutEvent> completed(String reason) {
    return Onward.from(model, rollout, reason, Optional.empty());
  }

  List<RolloutEvent> completed(String reason, Evidence evidence) {
    return Onward.from(model, rollout, reason, Optional.of(evidence));
  }

  /** Why the attempt is where it is. */
  String reason() {
    String phase = rollout.phase().reason(this);
    boolean gated = model.isHeldByGate() || rollout.isQueued();
    String waiting = gated ? "%s; %s".formatted(model.gates().inWords(), phase) : phase;
    return isHeld
        ? "%s; held: %s".formatted(waiting, verdict().map(Verdict::reason).orElse(""))
        : waiting;
  }

  static String names(List<Node> nodes) {
    return nodes.stream().map(node -> node.name().value()).collect(Collectors.joining(", "));
  }

  String describe(List<Node> nodes) {
    return nodes.stream().map(this::describe).collect(Collectors.joining(", "));
  }

  private String describe(Node node) {
    if (node.lost()) {
      return node.name() + " (lost)";
    }
    if (refusals.containsKey(node.name())) {
      return "%s (%s)".formatted(node.name(), refusals.get(node.name()));
    }
    VersionStatus status = node.statusOf(rollout.candidate());
    return status
        .reason()
        .map(why -> "%s (%s)".formatted(node.name(), why))
        .orElse(node.name().value());
  }
}
