package dev.turnout.bench.faults.fast;

import dev.turnout.simulation.BrokenPromise;
import dev.turnout.simulation.Broker;
import dev.turnout.simulation.Delay;
import dev.turnout.simulation.Drop;
import dev.turnout.simulation.Fault;
import dev.turnout.simulation.Message;
import dev.turnout.simulation.Repeat;
import dev.turnout.simulation.SimNode;
import dev.turnout.simulation.SimOrchestrator;
import dev.turnout.simulation.SimOrchestrator.Killed;
import dev.turnout.simulation.SimOrchestrator.Stage;
import dev.turnout.simulation.SimOrchestrator.Stopped;
import dev.turnout.simulation.Simulation;
import dev.turnout.simulation.Victims;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A kind of fault.
 *
 * @param suite what is struck, in one word
 * @param name what happens, in words
 * @param stage where in the work of the orchestrator it strikes
 * @param expected what must come of it
 * @param lasts how long it goes on
 */
record Kind(String suite, String name, Stage stage, Expected expected, Duration lasts, Blow blow) {
  private static final Duration AWAY = Duration.ofSeconds(5);
  private static final Duration RESTART = Duration.ofSeconds(3);
  private static final Duration SOME_TIME = Duration.ofSeconds(3);

  /** What must come of a fault. */
  enum Expected {
    /** The same journal, byte for byte: the fault takes no time and hides no input. */
    SAME_JOURNAL,
    /** The same decisions in the same order; times, evidence and the nodes' news may differ. */
    SAME_DECISIONS,
    /** The same; or the candidate, which was in trouble, is sent back or not promoted for that. */
    MAY_BLAME_THE_CANDIDATE
  }

  /** What a fault does. */
  interface Blow {
    /**
     * Strikes.
     *
     * @param number of the strike; chooses among equal victims
     * @return whether there was anything to strike
     */
    boolean strike(Simulation world, int number);
  }

  /** All kinds, in the order of the table. */
  static List<Kind> all() {
    return List.of(
        orchestrator("killed before the commit", Stage.DECIDED, Expected.SAME_JOURNAL, true),
        orchestrator("killed while it writes", Stage.WRITING, Expected.SAME_JOURNAL, true),
        orchestrator("killed after the commit", Stage.COMMITTED, Expected.SAME_JOURNAL, true),
        orchestrator("away 5 s, before the commit", Stage.DECIDED, Expected.SAME_DECISIONS, false),
        orchestrator("away 5 s, after the commit", Stage.COMMITTED, Expected.SAME_DECISIONS, false),
        new Kind(
            "zombie",
            "two orchestrators: the old one commits late",
            Stage.DECIDED,
            Expected.SAME_JOURNAL,
            Duration.ZERO,
            Kind::replace),
        new Kind(
            "zombie",
            "zombie orchestrator wakes up after 5 s",
            Stage.DECIDED,
            Expected.SAME_JOURNAL,
            Duration.ZERO,
            Kind::stopAndReplace),
        agent("killed and back at once", Duration.ZERO),
        agent("killed, away 5 s", AWAY),
        new Kind(
            "broker",
            "broker away 5 s, before the commit",
            Stage.DECIDED,
            Expected.SAME_DECISIONS,
            AWAY,
            Kind::stopBroker),
        new Kind(
            "broker",
            "broker away 5 s, the commit's answer is lost",
            Stage.COMMITTED,
            Expected.SAME_DECISIONS,
            AWAY,
            Kind::stopBroker),
        server("stable", "v1", Expected.SAME_DECISIONS),
        server("candidate", "v2", Expected.MAY_BLAME_THE_CANDIDATE),
        messages("come twice for 5 s", victims -> new Repeat(victims, SOME_TIME)),
        messages("come 3 s late for 5 s", victims -> new Delay(victims, SOME_TIME)),
        messages("are lost for 5 s", Drop::new));
  }

  private static Kind orchestrator(String what, Stage stage, Expected expected, boolean atOnce) {
    return new Kind(
        "orchestrator",
        "orchestrator " + what,
        stage,
        expected,
        atOnce ? Duration.ZERO : AWAY,
        (world, number) -> {
          if (!atOnce) {
            world.in(AWAY, world.orchestrator()::start);
          }
          throw new Killed(atOnce);
        });
  }

  private static boolean replace(Simulation world, int number) {
    SimOrchestrator successor = world.takeOver();
    return successor.isUp();
  }

  private static boolean stopAndReplace(Simulation world, int number) {
    SimOrchestrator zombie = world.orchestrator();
    SimOrchestrator successor = world.takeOver();
    world.in(
        AWAY,
        () -> {
          if (zombie.wakeUp(world.now())) {
            throw new BrokenPromise("a zombie committed after %s took over".formatted(successor));
          }
        });
    throw new Stopped();
  }

  private static Kind agent(String what, Duration away) {
    return new Kind(
        "agent",
        "agent " + what,
        Stage.COMMITTED,
        Expected.SAME_DECISIONS,
        away,
        (world, number) -> {
          SimNode node = world.nodes().get(number % world.nodes().size());
          node.crash();
          if (away.isZero()) {
            restart(world, node);
          } else {
            world.in(away, () -> restart(world, node));
          }
          return true;
        });
  }

  private static void restart(Simulation world, SimNode node) {
    node.restartWithProxy();
    world.rereadRoutes(node.name());
  }

  private static boolean stopBroker(Simulation world, int number) {
    world.brokerIsAway(AWAY);
    throw new Broker.Away();
  }

  private static Kind messages(String what, Function<Victims, Fault> fault) {
    return new Kind(
        "messages",
        "reports " + what,
        Stage.COMMITTED,
        Expected.SAME_DECISIONS,
        AWAY,
        (world, number) -> {
          Set<Message.Kind> reports = Set.of(Message.Kind.AGENT, Message.Kind.METRICS);
          world
              .bus()
              .breakBy(
                  fault.apply(
                      new Victims(reports, Set.of(), world.now(), world.now().plus(AWAY), 1)));
          return true;
        });
  }

  private static Kind server(String role, String version, Expected expected) {
    return new Kind(
        "server",
        "server of the %s killed, back after 3 s".formatted(role),
        Stage.COMMITTED,
        expected,
        RESTART,
        (world, number) -> {
          SimNode node = world.nodes().get(number % world.nodes().size());
          if (!node.serves(version)) {
            return false;
          }
          node.killServer(version);
          world.in(RESTART, () -> node.serverIsBack(version));
          return true;
        });
  }
}
