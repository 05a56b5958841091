package dev.turnout.fuzz;

import dev.turnout.events.AgentReport;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.MetricReport;
import dev.turnout.events.NamedHistogram;
import dev.turnout.events.PromoteRollout;
import dev.turnout.events.RetryRollout;
import dev.turnout.events.RollbackRollout;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutState;
import dev.turnout.events.RouteTable;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.SmokeTestResult;
import dev.turnout.events.StartRollout;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStatus;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.spec.RolloutFile;
import dev.turnout.testing.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Valid messages of every kind: those of whole rollouts, made by the example files of the guides.
 */
final class Seeds {
  static final String MODEL = "fraud";

  private static final Path EXAMPLES = Path.of("../docs/examples");

  final List<RolloutCommand> commands = new ArrayList<>();
  final List<AgentReport> agents = new ArrayList<>();
  final List<MetricReport> metrics = new ArrayList<>();
  final List<JournalEntry> journal = new ArrayList<>();
  final List<RolloutState> states = new ArrayList<>();
  final List<RouteTable> routes = new ArrayList<>();

  private static final Seeds ALL = play();

  private OneDesk desk = OneDesk.empty();
  private Optional<RouteTable> table = Optional.empty();
  private final Map<String, long[]> counters = new TreeMap<>();
  private long sequence;

  private Seeds() {}

  /** Made once. */
  static Seeds all() {
    return ALL;
  }

  /** Texts of the rollout files. */
  static List<String> files() {
    try (Stream<Path> files = Files.walk(EXAMPLES, 1)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(Seeds::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All inputs of a topic, as bytes on the wire. */
  List<byte[]> inputs(InputTopic topic) {
    return (switch (topic) {
          case COMMANDS -> commands;
          case AGENTS -> agents;
          case METRICS -> metrics;
        })
        .stream().map(message -> OneDesk.encode(topic.nameIn(OneDesk.TOPICS), message)).toList();
  }

  List<? extends SpecificRecord> messages(InputTopic topic) {
    return switch (topic) {
      case COMMANDS -> commands;
      case AGENTS -> agents;
      case METRICS -> metrics;
    };
  }

  private static Seeds play() {
    Seeds seeds = new Seeds();
    for (String file : files()) {
      seeds.desk = OneDesk.empty();
      seeds.table = Optional.empty();
      seeds.counters.clear();
      seeds.course(file);
    }
    return seeds;
  }

  private void course(String file) {
    var spec = SpecCodec.write(RolloutFile.parse(file, "example").spec());
    spec.setStable(new dev.turnout.events.VersionRef("v1", null));
    report();
    command(Commands.command(MODEL, "fraud-v2", new StartRollout(spec, false)));
    for (int round = 0; round < 12; round++) {
      desk.pass(Duration.ofSeconds(round % 4 == 3 ? 700 : 5));
      report();
      if (round == 3) {
        command(Commands.command(MODEL, null, new dev.turnout.events.PauseRollout()));
        command(Commands.command(MODEL, null, new dev.turnout.events.ResumeRollout()));
      }
      if (round == 6 || round == 8) {
        command(Commands.command(MODEL, null, new PromoteRollout(round == 8)));
      }
    }
    command(Commands.command(MODEL, null, new RollbackRollout()));
    report();
    command(Commands.command(MODEL, null, new RetryRollout()));
    report();
    command(Commands.abort(MODEL));
    command(Commands.command(MODEL, null, new dev.turnout.events.Tick()));
    report();
  }

  private void command(RolloutCommand command) {
    commands.add(command);
    send(InputTopic.COMMANDS, command);
  }

  private void report() {
    for (String node : List.of("node-1", "node-2")) {
      sequence++;
      AgentReport agent = agentReport(node);
      agents.add(agent);
      send(InputTopic.AGENTS, agent);
      if (table.isPresent()) {
        MetricReport metric = metricReport(node);
        metrics.add(metric);
        send(InputTopic.METRICS, metric);
      }
    }
  }

  private AgentReport agentReport(String node) {
    List<VersionStatus> versions =
        table.stream()
            .flatMap(t -> t.getVersions().stream())
            .map(route -> new VersionStatus(route.getVersion(), VersionState.READY, null))
            .toList();
    List<SmokeTestResult> results =
        table.stream()
            .flatMap(t -> t.getSmokeTests().stream())
            .map(order -> new SmokeTestResult(order.getTestId(), true, null))
            .toList();
    long epoch = table.map(RouteTable::getEpoch).orElse(0L);
    return new AgentReport(
        MODEL, node, "boot-1", sequence, 0L, epoch, false, null, versions, results, Map.of());
  }

  private MetricReport metricReport(String node) {
    List<VersionMetrics> versions =
        table.orElseThrow().getVersions().stream()
            .map(
                route -> {
                  long[] counted =
                      counters.computeIfAbsent(node + route.getVersion(), v -> new long[1]);
                  counted[0] += Math.round(1000 * route.getWeight());
                  return versionMetrics(route.getVersion(), counted[0]);
                })
            .toList();
    return new MetricReport(MODEL, node, "boot-1", sequence, 0L, versions);
  }

  private static VersionMetrics versionMetrics(String version, long count) {
    List<HistogramBin> bins =
        List.of(new HistogramBin(60, count / 2), new HistogramBin(80, count - count / 2));
    return new VersionMetrics(
        version,
        count,
        count / 500,
        new LatencyHistogram(0L, bins),
        List.of(
            new ScoreCounter("accuracy", count, count / 100.0),
            new ScoreCounter("fallbacks", count, count / 50.0)),
        List.of(new NamedHistogram("gpu-memory-mb", bins)));
  }

  private void send(InputTopic topic, SpecificRecord message) {
    byte[] bytes = OneDesk.encode(topic.nameIn(OneDesk.TOPICS), message);
    for (Outgoing written : desk.take(desk.receive(topic, MODEL, bytes))) {
      if (written.value() instanceof JournalEntry entry) {
        journal.add(entry);
      } else if (written.value() instanceof RolloutState state) {
        states.add(state);
      } else if (written.value() instanceof RouteTable route) {
        routes.add(route);
        table = Optional.of(route);
      } else {
        throw new IllegalStateException("Expected valid inputs, but got " + written);
      }
    }
  }
}
