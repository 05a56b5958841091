package dev.turnout.demo;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.LauncherConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.PortRange;
import dev.turnout.agents.launcher.process.CommandTemplate;
import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.allinone.AllInOne;
import dev.turnout.allinone.AllInOneConfig;
import dev.turnout.allinone.AllInOneConfig.AgentPlan;
import dev.turnout.bus.Connection;
import dev.turnout.bus.Publisher;
import dev.turnout.demo.load.LabelReporter;
import dev.turnout.demo.load.Tally;
import dev.turnout.demo.load.UserLoad;
import dev.turnout.demo.server.ModelServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the scenes are played on: broker, registry, orchestrator, three nodes with an agent and a
 * proxy each, users, and the labels that come back.
 */
final class DemoStage implements AutoCloseable {
  /** Requests per second over all nodes: enough for evidence in seconds, little for two cores. */
  static final double REQUESTS_PER_SECOND = 240;

  static final int NODES = 3;
  private static final int PORTS_PER_NODE = 20;
  private static final int HIGHEST_FIRST_PORT = 28_000;
  private static final int LOWEST_FIRST_PORT = 21_000;

  private final AllInOne all;
  private final Models models;
  private final Tally tally;
  private final Deque<AutoCloseable> users = new ArrayDeque<>();

  private DemoStage(AllInOne all, Models models, Tally tally) {
    this.all = all;
    this.models = models;
    this.tally = tally;
  }

  /** Starts the machinery; there are no users yet, since there is no version that could answer. */
  static DemoStage build(Path workDir, Models models, Tally tally) throws InterruptedException {
    List<AgentPlan> agents = new ArrayList<>();
    int firstPort =
        LOWEST_FIRST_PORT + new Random().nextInt(HIGHEST_FIRST_PORT - LOWEST_FIRST_PORT);
    for (int i = 0; i < NODES; i++) {
      String node = "node-" + (i + 1);
      int port = firstPort + i * PORTS_PER_NODE;
      ModelConfig model = model(models.folder(), new PortRange(port, port + PORTS_PER_NODE - 1));
      agents.add(kafka -> AgentConfig.of(node, kafka, workDir.resolve(node), List.of(model)));
    }
    var config = AllInOneConfig.temporary(agents).withDataDir(workDir.resolve("data"));
    return new DemoStage(AllInOne.start(config), models, tally);
  }

  private static ModelConfig model(Path models, PortRange ports) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new CommandTemplate(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx48m",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                ModelServerProcess.class.getName(),
                models.resolve("{source}").toString(),
                "{port}"),
            Map.of());
    var launcher =
        new LauncherConfig.Process(
            command,
            ports,
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            2,
            Duration.ofSeconds(1));
    var health = new HealthConfig("/ping", Duration.ofMillis(200), Duration.ofSeconds(2), 1, 25);
    return ModelConfig.proxied(
        Scenes.MODEL, new ListenAddress("127.0.0.1", 0), launcher, health, Duration.ofSeconds(1));
  }

  /** Lets users ask, and labels come back. */
  void letUsersIn(Clock clock) {
    var publisher = Publisher.open(connection());
    users.push(publisher);
    users.push(
        LabelReporter.start(
            Scenes.MODEL,
            tally,
            clock,
            report -> publisher.publish(connection().topics().metrics(), Scenes.MODEL, report)));
    users.push(
        UserLoad.start(proxies(), models.heldOut(), REQUESTS_PER_SECOND, new Random(1), tally));
  }

  /** Lets every request end, and asks no more. */
  void sendUsersHome() {
    while (!users.isEmpty()) {
      close(users.pop());
    }
  }

  /** Base addresses of the nodes' proxies. */
  List<URI> proxies() {
    return all.agents().stream()
        .map(agent -> URI.create("http://127.0.0.1:" + agent.port(Scenes.MODEL)))
        .toList();
  }

  AllInOne machinery() {
    return all;
  }

  Connection connection() {
    return new Connection(Map.copyOf(all.kafka().properties()), all.topics());
  }

  @Override
  public void close() {
    sendUsersHome();
    all.close();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("A part of the demo did not end", e);
    }
  }
}
