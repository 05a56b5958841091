package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A model with its nodes and people, in the words of the domain. Checks the invariants at every
 * input.
 */
final class Scene {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final ModelName FRAUD = new ModelName("fraud");

  final List<Entry> journal = new ArrayList<>();
  final List<Input> inputs = new ArrayList<>();
  final List<RouteTable> tables = new ArrayList<>();
  private final Map<String, FakeNode> nodes = new LinkedHashMap<>();
  private final Map<String, Boolean> silent = new LinkedHashMap<>();
  private UnaryOperator<ModelProcessor> beforeEachInput = UnaryOperator.identity();
  private ModelProcessor processor = new ModelProcessor(FRAUD);
  private final PolicyInForce policy = new PolicyInForce();
  private Instant now = START;
  private int commands;

  static Scene withNodes(String... names) {
    Scene scene = new Scene();
    for (String name : names) {
      scene.join(name);
    }
    return scene;
  }

  /** A rollout of v2 over v1 that has just been started on two nodes. */
  static Scene started(RolloutSpec spec) {
    Scene scene = withNodes("node-1", "node-2");
    scene.start("fraud-v2", spec);
    return scene;
  }

  /** The processor is replaced before each input, for example by one restored from its snapshot. */
  Scene replacingProcessor(UnaryOperator<ModelProcessor> replacement) {
    beforeEachInput = replacement;
    return this;
  }

  FakeNode join(String name) {
    FakeNode node = nodes.computeIfAbsent(name, n -> new FakeNode(FRAUD, n));
    silent.put(name, false);
    report(name);
    return node;
  }

  FakeNode node(String name) {
    return nodes.get(name);
  }

  List<FakeNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /** All agents are of today. */
  Scene updated() {
    nodes.forEach(
        (name, node) -> {
          node.update();
          report(name);
        });
    return this;
  }

  void silence(String name) {
    silent.put(name, true);
  }

  List<RolloutEvent> start(String rollout, RolloutSpec spec) {
    return command(rollout, header -> new StartRollout(header, spec, false));
  }

  List<RolloutEvent> supersede(String rollout, RolloutSpec spec) {
    return command(rollout, header -> new StartRollout(header, spec, true));
  }

  List<RolloutEvent> promote() {
    return command(header -> new PromoteRollout(header, false));
  }

  List<RolloutEvent> promoteFull() {
    return command(header -> new PromoteRollout(header, true));
  }

  List<RolloutEvent> pause() {
    return command(PauseRollout::new);
  }

  List<RolloutEvent> resume() {
    return command(ResumeRollout::new);
  }

  List<RolloutEvent> abort() {
    return command(AbortRollout::new);
  }

  List<RolloutEvent> rollback() {
    return command(RollbackRollout::new);
  }

  /** Another policy holds; whoever is under way looks at it at once. */
  void policy(Policy other) {
    policy.set(other);
    tick(Duration.ZERO);
  }

  List<RolloutEvent> admit() {
    return command(header -> new AdmitRollout(header, rollout().id()));
  }

  List<RolloutEvent> block(String reason) {
    return command("jane", Optional.of(reason), BlockModel::new);
  }

  List<RolloutEvent> unblock() {
    return command(UnblockModel::new);
  }

  List<RolloutEvent> approve(String actor) {
    return command(actor, Optional.of("looks good"), ApproveRollout::new);
  }

  List<RolloutEvent> reject(String actor) {
    return command(actor, Optional.of("not yet"), RejectRollout::new);
  }

  private List<RolloutEvent> command(
      String actor, Optional<String> reason, Function<CommandHeader, RolloutCommand> command) {
    commands++;
    CommandId id = new CommandId("command-" + commands);
    CommandHeader header = new CommandHeader(id, FRAUD, Optional.empty(), new Actor(actor), reason);
    return give(new CommandReceived(command.apply(header), now));
  }

  List<RolloutEvent> retry() {
    return command(RetryRollout::new);
  }

  List<RolloutEvent> command(Function<CommandHeader, RolloutCommand> command) {
    return give(new CommandReceived(command.apply(header(Optional.empty())), now));
  }

  private List<RolloutEvent> command(
      String rollout, Function<CommandHeader, RolloutCommand> command) {
    return give(new CommandReceived(command.apply(header(Optional.of(rollout))), now));
  }

  List<RolloutEvent> report(String name) {
    return give(new AgentReported(node(name).report(), now));
  }

  List<RolloutEvent> leave(String name) {
    silent.put(name, true);
    return give(new AgentReported(node(name).report(true), now));
  }

  /** Every node that is not silent does what the table says, until nothing changes any more. */
  void converge() {
    long before;
    do {
      before = processor.model().journalSequence();
      for (String name : nodes.keySet()) {
        if (!silent.get(name)) {
          processor.routeTable().ifPresent(node(name)::converge);
          report(name);
        }
      }
    } while (processor.model().journalSequence() > before);
  }

  /** Time passes with heartbeats, and with nothing else. */
  void pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      Instant next = now.plusSeconds(5);
      now = next.isAfter(end) ? end : next;
      nodes.keySet().stream().filter(name -> !silent.get(name)).forEach(this::report);
      give(new CommandReceived(new Tick(header(Optional.empty())), now));
    }
  }

  /** Time passes, and nobody says anything. */
  void tick(Duration time) {
    give(new CommandReceived(new Tick(header(Optional.empty())), now.plus(time)));
  }

  /**
   * Traffic on every node that is not silent, reported each second: 100 requests a second and node,
   * split and copied by the table; a failed copy is not answered like the request.
   *
   * @param stableErrors share of failed requests of v1, and of v2
   */
  void serve(Duration time, double stableErrors, double candidateErrors) {
    for (long second = 0; second < time.toSeconds(); second++) {
      now = now.plusSeconds(1);
      for (String name : nodes.keySet()) {
        if (!silent.get(name)) {
          long candidate = Math.round(100 * weight("v2", name));
          long copies = Math.round(100 * mirror());
          count(name, "v1", 100 - candidate, stableErrors);
          count(name, "v2", candidate + copies, candidateErrors);
          node(name).compare("v2", copies, Math.round(copies * candidateErrors));
          give(new MetricsReported(node(name).metrics(), now));
          report(name);
          converge();
        }
      }
    }
  }

  private void count(String name, String version, long requests, double errors) {
    node(name).serve(version, requests, Math.round(requests * errors));
  }

  List<RolloutEvent> give(Input input) {
    inputs.add(input);
    now = input.at().isAfter(now) ? input.at() : now;
    processor = beforeEachInput.apply(processor).obey(policy);
    Model before = processor.model();
    List<Entry> entries = processor.process(input);
    journal.addAll(entries);
    processor.routeTable().ifPresent(this::keep);
    Invariants.check(this, entries);
    NodeInvariants.check(before, entries);
    GateInvariants.check(before, entries);
    return entries.stream().map(Entry::event).toList();
  }

  private void keep(RouteTable table) {
    if (tables.isEmpty() || !tables.get(tables.size() - 1).equals(table)) {
      tables.add(table);
    }
  }

  private CommandHeader header(Optional<String> rollout) {
    commands++;
    return new CommandHeader(
        new CommandId("command-" + commands),
        FRAUD,
        rollout.map(RolloutName::new),
        new Actor("jane"),
        Optional.empty());
  }

  ModelProcessor processor() {
    return processor;
  }

  Model model() {
    return processor.model();
  }

  Rollout rollout() {
    return model().rollout().orElseThrow();
  }

  String phase() {
    return rollout().phase().word();
  }

  Outcome outcome() {
    return ((Ended) rollout().phase()).outcome();
  }

  String reason() {
    return processor.view().attempt().orElseThrow().reason();
  }

  double weight(String version) {
    return processor
        .routeTable()
        .map(table -> table.weightOf(new Version(version)))
        .orElse(Weight.ZERO)
        .value();
  }

  /** Share of the requests that is copied to the candidate. */
  double mirror() {
    return processor
        .routeTable()
        .flatMap(RouteTable::mirror)
        .map(mirror -> mirror.fraction().value())
        .orElse(0.0);
  }

  /** The version's share on a node. */
  double weight(String version, String node) {
    return processor
        .routeTable()
        .map(table -> table.weightOf(new Version(version), node))
        .orElse(Weight.ZERO)
        .value();
  }

  Instant now() {
    return now;
  }

  List<String> words() {
    return journal.stream().map(entry -> entry.event().word()).toList();
  }

  static List<String> words(List<RolloutEvent> events) {
    return events.stream().map(RolloutEvent::word).toList();
  }

  static String refusal(List<RolloutEvent> events) {
    return ((CommandRefused) events.get(0)).reason();
  }
}
