package dev.turnout.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.AgentReport;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.codec.CommandCodec;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.ApplyPolicy;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.RolloutCommand;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.StartRollout;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** A model {@code fraud} on three nodes, or more; v1 is live, v2 may come. */
public final class Simulation {
  /** When it begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Its model. */
  public static final ModelName FRAUD = new ModelName("fraud");

  private static final Topics TOPICS = Topics.standard();
  private static final Duration STEP = Duration.ofMillis(250);
  private static final int USUAL_REQUESTS = 25;

  private final Broker broker = new Broker();
  private final PlainSerde serde = new PlainSerde();
  private final Onlooker onlooker = new Onlooker(broker, FRAUD);
  private final List<SimNode> nodes = new ArrayList<>();
  private final Bus bus = new Bus();
  private final Map<String, Behaviour> versions = new HashMap<>();
  private final List<Planned> plan = new ArrayList<>();
  private final List<Awaited> awaited = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private final List<CommandId> sent = new ArrayList<>();
  private final SafetyCheck safety = new SafetyCheck();
  private final int requestsPerStep;
  private SimOrchestrator orchestrator = new SimOrchestrator(broker);
  private Instant now = START;

  /** Looks on. */
  public interface Observer {
    /** Tables were written. */
    default void tables(Instant at, List<RouteTable> tables) {}

    /** The trouble of the scenario begins. */
    default void trouble(Instant at) {}

    /** A step is over. */
    default void step(Instant at) {}
  }

  private record Planned(Instant at, Runnable deed) {}

  private record Awaited(Predicate<RolloutEvent> entry, Duration delay, Runnable deed) {}

  /** With 100 requests a second on each node. */
  public Simulation() {
    this(USUAL_REQUESTS);
  }

  /**
   * @param requestsPerStep requests that each node gets in 250 ms
   */
  public Simulation(int requestsPerStep) {
    this(requestsPerStep, 3);
  }

  /**
   * @param requestsPerStep requests that each node gets in 250 ms
   * @param nodeCount {@code node-1} and so on
   */
  public Simulation(int requestsPerStep, int nodeCount) {
    this.requestsPerStep = requestsPerStep;
    SplittableRandom random = new SplittableRandom(20260101);
    List<String> names = IntStream.rangeClosed(1, nodeCount).mapToObj(i -> "node-" + i).toList();
    for (String name : names) {
      nodes.add(new SimNode(FRAUD.value(), name, random.split()));
    }
  }

  public Broker broker() {
    return broker;
  }

  /** The messages under way, and what befalls them. */
  public Bus bus() {
    return bus;
  }

  public Onlooker onlooker() {
    return onlooker;
  }

  /** The process that owns the partition, or did last. */
  public SimOrchestrator orchestrator() {
    return orchestrator;
  }

  public List<SimNode> nodes() {
    return nodes;
  }

  public Instant now() {
    return now;
  }

  public SimNode node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  /** Ids of the commands that were sent, in order. */
  public List<CommandId> sent() {
    return sent;
  }

  public void observe(Observer observer) {
    observers.add(observer);
  }

  /** From now on a version answers like this. */
  public void behave(String version, Behaviour behaviour) {
    versions.put(version, behaviour);
  }

  /** Something will happen at this time after the start. */
  public void at(Duration time, Runnable deed) {
    plan.add(new Planned(START.plus(time), deed));
  }

  /** Something will happen so much later than now. */
  public void in(Duration time, Runnable deed) {
    plan.add(new Planned(now.plus(time), deed));
  }

  /** Something will happen once, so much later than the journal first has such an entry. */
  public void after(Predicate<RolloutEvent> entry, Duration delay, Runnable deed) {
    awaited.add(new Awaited(entry, delay, deed));
  }

  /**
   * The trouble of the scenario begins at this time after the start: from here the answer is timed.
   */
  public void trouble(Duration time, Runnable deed) {
    at(
        time,
        () -> {
          observers.forEach(observer -> observer.trouble(now));
          deed.run();
        });
  }

  /** Nothing can be read or written for a while. */
  public void brokerIsAway(Duration time) {
    broker.stop();
    in(time, broker::start);
  }

  /** Another orchestrator takes the partition over, while the one before believes to have it. */
  public SimOrchestrator takeOver() {
    orchestrator = new SimOrchestrator(broker);
    orchestrator.turn(now);
    return orchestrator;
  }

  public void startRollout(RolloutSpec spec) {
    startRollout(spec, false);
  }

  /** Starts a rollout that is named after its candidate. */
  public void startRollout(RolloutSpec spec, boolean supersede) {
    String name = "fraud-" + spec.candidate().version();
    command(Optional.of(name), header -> new StartRollout(header, spec, supersede));
  }

  /** Sends a command for the present rollout, whichever it is. */
  public void command(Function<CommandHeader, RolloutCommand> command) {
    command(Optional.empty(), command);
  }

  private void command(Optional<String> rollout, Function<CommandHeader, RolloutCommand> make) {
    CommandId id = new CommandId("command-" + (sent.size() + 1));
    sent.add(id);
    CommandHeader header =
        new CommandHeader(
            id, FRAUD, rollout.map(RolloutName::new), new Actor("jane"), Optional.empty());
    send(Message.Kind.COMMAND, "", TOPICS.commands(), CommandCodec.write(make.apply(header)));
  }

  /** Another policy holds for all models. */
  public void policy(Policy policy) {
    CommandId id = new CommandId("command-" + (sent.size() + 1));
    sent.add(id);
    CommandHeader header =
        new CommandHeader(
            id, OfficeName.PLACES, Optional.empty(), new Actor("jane"), Optional.empty());
    byte[] value =
        serde.serialize(TOPICS.commands(), CommandCodec.write(new ApplyPolicy(header, policy)));
    bus.send(
        new Message(
            Message.Kind.COMMAND,
            "",
            at -> append(OfficeName.PLACES, TOPICS.commands(), value, at)),
        now);
  }

  void agentReport(String node, AgentReport report) {
    send(Message.Kind.AGENT, node, TOPICS.agents(), report);
  }

  void metricReport(String node, MetricReport report) {
    send(Message.Kind.METRICS, node, TOPICS.metrics(), report);
  }

  private void send(Message.Kind kind, String from, String topic, SpecificRecord message) {
    byte[] value = serde.serialize(topic, message);
    bus.send(new Message(kind, from, at -> append(FRAUD, topic, value, at)), now);
  }

  /** Whoever sends tries again until the broker answers. */
  private void append(ModelName key, String topic, byte[] value, Instant at) {
    if (broker.isUp()) {
      broker.append(topic, key.value().getBytes(UTF_8), value, at);
    } else {
      in(STEP, () -> append(key, topic, value, now));
    }
  }

  /** As after a reconnect: the node reads the newest table of the compacted topic. */
  public void rereadRoutes(String node) {
    onlooker.newestTable().ifPresent(table -> sendTable(node(node), table));
  }

  /** The same, where no fault can hit it: one on each n-th message could do so every time. */
  void catchUp(SimNode node) {
    onlooker.newestTable().ifPresent(node::offer);
  }

  /** Somebody who woke up late writes all tables again that there ever were. */
  void publishOldTables() {
    List.copyOf(onlooker.tables()).forEach(table -> nodes.forEach(node -> sendTable(node, table)));
  }

  private void sendTable(SimNode node, RouteTable table) {
    bus.send(new Message(Message.Kind.ROUTES, node.name(), at -> node.offer(table)), now);
  }

  /** Lets time pass until this time after the start; everything is checked at every step. */
  public void run(Duration end) {
    while (now.isBefore(START.plus(end))) {
      step();
    }
  }

  /** Lets 250 ms pass. */
  public void step() {
    now = now.plus(STEP);
    doWhatIsPlanned();
    nodes.forEach(node -> node.turn(now, this));
    bus.deliver(now);
    orchestrator.turn(now);
    int known = onlooker.journal().size();
    List<RouteTable> fresh = onlooker.look();
    planWhatWasAwaited(onlooker.journal().subList(known, onlooker.journal().size()));
    observers.forEach(observer -> observer.tables(now, fresh));
    fresh.forEach(table -> nodes.forEach(node -> sendTable(node, table)));
    nodes.forEach(
        node -> node.serve(requestsPerStep, name -> versions.getOrDefault(name, Behaviour.GOOD)));
    safety.check(this, now);
    observers.forEach(observer -> observer.step(now));
  }

  private void planWhatWasAwaited(List<Entry> news) {
    for (Entry entry : news) {
      List<Awaited> met = awaited.stream().filter(one -> one.entry().test(entry.event())).toList();
      awaited.removeAll(met);
      met.forEach(one -> in(one.delay(), one.deed()));
    }
  }

  private void doWhatIsPlanned() {
    List<Planned> due = plan.stream().filter(planned -> !planned.at().isAfter(now)).toList();
    plan.removeAll(due);
    due.forEach(planned -> planned.deed().run());
  }
}
