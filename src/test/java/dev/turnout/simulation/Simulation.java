package dev.turnout.simulation;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.AgentReported;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.CommandReceived;
import dev.turnout.orchestrator.rollout.MetricsReported;
import dev.turnout.orchestrator.rollout.RolloutCommand;
import dev.turnout.orchestrator.rollout.StartRollout;
import dev.turnout.orchestrator.rollout.Tick;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.telemetry.MetricReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A model {@code fraud} on three nodes with 100 requests a second each; v1 is live, v2 may come.
 */
final class Simulation {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final ModelName FRAUD = new ModelName("fraud");

  private static final Duration STEP = Duration.ofMillis(250);
  private static final int REQUESTS_PER_STEP = 25;

  final SimOrchestrator orchestrator = new SimOrchestrator(FRAUD, this::publish);
  final List<SimNode> nodes = new ArrayList<>();
  final Bus bus = new Bus();
  private final Map<String, Behaviour> versions = new HashMap<>();
  private final List<RouteTable> published = new ArrayList<>();
  private final List<Planned> plan = new ArrayList<>();
  private final SafetyCheck safety = new SafetyCheck();
  private final Transcript transcript = new Transcript();
  private Instant now = START;
  private int commands;

  private record Planned(Instant at, Runnable deed) {}

  Simulation() {
    SplittableRandom random = new SplittableRandom(20260101);
    for (String name : List.of("node-1", "node-2", "node-3")) {
      nodes.add(new SimNode(FRAUD.value(), name, random.split()));
    }
  }

  SimNode node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  void behave(String version, Behaviour behaviour) {
    versions.put(version, behaviour);
  }

  /** Something will happen at this time after the start. */
  void at(Duration time, Runnable deed) {
    plan.add(new Planned(START.plus(time), deed));
  }

  /**
   * The trouble of the scenario begins at this time after the start: from here the answer is timed.
   */
  void trouble(Duration time, Runnable deed) {
    at(
        time,
        () -> {
          transcript.troubleAt(now);
          deed.run();
        });
  }

  void startRollout(RolloutSpec spec) {
    command(Optional.of("fraud-v2"), header -> new StartRollout(header, spec, false));
  }

  void command(Function<CommandHeader, RolloutCommand> command) {
    command(Optional.empty(), command);
  }

  private void command(Optional<String> rollout, Function<CommandHeader, RolloutCommand> make) {
    commands++;
    CommandHeader header =
        new CommandHeader(
            new CommandId("command-" + commands),
            FRAUD,
            rollout.map(RolloutName::new),
            new Actor("jane"),
            Optional.empty());
    RolloutCommand command = make.apply(header);
    bus.send(
        new Message(
            Message.Kind.COMMAND, "", at -> orchestrator.append(new CommandReceived(command, at))),
        now);
  }

  void agentReport(String node, AgentReport report) {
    bus.send(
        new Message(
            Message.Kind.AGENT, node, at -> orchestrator.append(new AgentReported(report, at))),
        now);
  }

  void metricReport(String node, MetricReport report) {
    bus.send(
        new Message(
            Message.Kind.METRICS, node, at -> orchestrator.append(new MetricsReported(report, at))),
        now);
  }

  /** As after a reconnect: the node reads the newest table of the compacted topic. */
  void rereadRoutes(String node) {
    orchestrator.newestTable().ifPresent(table -> sendTable(node(node), table));
  }

  /** The same, where no fault can hit it: one on each n-th message could do so every time. */
  void catchUp(SimNode node) {
    orchestrator.newestTable().ifPresent(table -> node.offer(Translation.desired(table)));
  }

  /** Somebody who woke up late writes all tables again that there ever were. */
  void publishOldTables() {
    List.copyOf(published).forEach(table -> nodes.forEach(node -> sendTable(node, table)));
  }

  private void publish(RouteTable table) {
    published.add(table);
    transcript.table(now, table);
    nodes.forEach(node -> sendTable(node, table));
  }

  private void sendTable(SimNode node, RouteTable table) {
    DesiredTable desired = Translation.desired(table);
    bus.send(new Message(Message.Kind.ROUTES, node.name(), at -> node.offer(desired)), now);
  }

  /** Lets time pass until this time after the start; everything is checked at every step. */
  String run(Duration end) {
    while (now.isBefore(START.plus(end))) {
      now = now.plus(STEP);
      doWhatIsPlanned();
      nodes.forEach(node -> node.turn(now, this));
      bus.deliver(now);
      tickIfDue();
      orchestrator.run();
      nodes.forEach(
          node ->
              node.serve(REQUESTS_PER_STEP, name -> versions.getOrDefault(name, Behaviour.GOOD)));
      safety.check(this, now);
      transcript.step(now, nodes);
    }
    return transcript.of(this);
  }

  private void doWhatIsPlanned() {
    List<Planned> due = plan.stream().filter(planned -> !planned.at().isAfter(now)).toList();
    plan.removeAll(due);
    due.forEach(planned -> planned.deed().run());
  }

  private void tickIfDue() {
    if (orchestrator.isDue(now)) {
      CommandHeader header =
          new CommandHeader(
              new CommandId("tick-" + now),
              FRAUD,
              Optional.empty(),
              new Actor("turnout/timer"),
              Optional.empty());
      orchestrator.append(new CommandReceived(new Tick(header), now));
    }
  }
}
