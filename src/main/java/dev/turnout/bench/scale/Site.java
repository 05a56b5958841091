package dev.turnout.bench.scale;

import dev.turnout.bench.process.AtExit;
import dev.turnout.bench.process.Child;
import dev.turnout.bench.process.FreePorts;
import dev.turnout.bench.process.Patience;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.embedded.NodeProcess;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A broker and orchestrators, each in a process of its own; the schema registry is in this one. */
final class Site implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final String PROGRAM = "dev.turnout.cli.Main";

  private final ScalePlan plan;
  private final Path folder;
  private final FreePorts ports = new FreePorts();
  private final EmbeddedRegistry registry;
  private final Child broker;
  private final String bootstrap;
  private final Admin admin;
  private final Topics topics = Topics.standard();
  private final List<OrchestratorProcess> orchestrators = new ArrayList<>();
  private final AtExit atExit;

  private Site(ScalePlan plan) throws IOException {
    this.plan = plan;
    this.folder = Files.createTempDirectory("turnout-scale-");
    this.atExit = AtExit.act("scale-kill-children", this::kill);
    this.registry = EmbeddedRegistry.start();
    int port = ports.take();
    this.bootstrap = "127.0.0.1:" + port;
    this.broker = broker(port, ports.take());
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /** Starts the broker and makes the topics; no orchestrator runs yet. */
  static Site start(ScalePlan plan) throws InterruptedException {
    Site site;
    try {
      site = new Site(plan);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      site.broker.start();
      Patience.until(START, "the broker to answer", site::answers);
      TopicSettings settings = TopicSettings.singleBroker().withPartitions(plan.partitions());
      new TopicsAdmin(site.admin, site.topics, settings).create();
      return site;
    } catch (RuntimeException | InterruptedException e) {
      site.close();
      throw e;
    }
  }

  ScalePlan plan() {
    return plan;
  }

  Topics topics() {
    return topics;
  }

  Admin admin() {
    return admin;
  }

  Map<String, Object> settings() {
    return Map.of("bootstrap.servers", bootstrap, "schema.registry.url", registry.url());
  }

  Usage brokerUsage() {
    return Usage.of(broker.pid());
  }

  /** One more orchestrator, which is not started. */
  OrchestratorProcess orchestrator(String name) {
    int adminPort = ports.take();
    String text =
        """
        kafka: {bootstrap.servers: "%s", schema.registry.url: "%s"}
        instanceId: %s
        admin: 127.0.0.1:%d
        """
            .formatted(bootstrap, registry.url(), name, adminPort);
    try {
      Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
      List<String> options = List.of("-Xmx" + plan.heap(), "-XX:+ExitOnOutOfMemoryError");
      List<String> main = List.of(PROGRAM, "orchestrator", "--config", file.toString());
      Child child = new Child(name, folder.resolve(name + ".log"), options, main);
      var orchestrator = new OrchestratorProcess(child, adminPort);
      orchestrators.add(orchestrator);
      return orchestrator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server's settings in a small heap: what matters is the page cache. */
  private Child broker(int port, int controllerPort) {
    List<String> main =
        List.of(
            NodeProcess.class.getName(),
            "1",
            Uuid.randomUuid().toString(),
            folder.resolve("broker").toString(),
            Integer.toString(port),
            Integer.toString(controllerPort),
            "num.network.threads=2");
    return new Child(
        "broker", folder.resolve("broker.log"), List.of("-Xmx512m", "-XX:+UseSerialGC"), main);
  }

  private boolean answers() {
    try {
      return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size() == 1;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void kill() {
    orchestrators.forEach(OrchestratorProcess::close);
    broker.close();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    kill();
    registry.close();
    atExit.close();
    try {
      broker.kill();
      delete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
