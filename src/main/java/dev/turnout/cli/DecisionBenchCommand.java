package dev.turnout.cli;

import dev.turnout.bench.decision.DecisionRace;
import dev.turnout.bench.decision.DecisionScale;
import dev.turnout.bench.decision.LostException;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how soon a bad report takes the traffic back. */
@Command(
    name = "decision",
    description = {
      "Measure how soon a bad report takes the traffic back, beside what the broker alone takes.",
      "",
      "Starts canaries in a real orchestrator on a broker in this process. One after the other gets a"
          + " report that crosses its limit, and the clock runs until the new route table can be read."
          + " Before each of them a record only passes: it is read, and written in a transaction by"
          + " clients with the same settings. Then real agents put the tables of one more model in"
          + " force, and the clock runs until the last of them has said so."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Measured, also if a goal was missed",
      "1:A decision or an acknowledgement did not come",
      "2:Invalid input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench decision --quick",
      "  turnout bench decision --agents 10",
      "  turnout bench decision --decisions 1000 -o json"
    })
final class DecisionBenchCommand implements Callable<Integer> {
  private static final int LOST = 1;
  private static final DecisionScale QUICK = new DecisionScale(5, 2, 1);
  private static final DecisionScale FULL = new DecisionScale(300, 50, 100);

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private BenchOutput output = new BenchOutput();

  @Option(names = "--quick", description = "Few of everything: does it work, is it far off?")
  private boolean quick;

  @Option(
      names = "--decisions",
      paramLabel = "N",
      description = "Decisions to measure; as many canaries are under way (default: 300).")
  private @Nullable Integer decisions;

  @Option(names = "--agents", paramLabel = "N", description = "Agents (default: 50).")
  private @Nullable Integer agents;

  @Option(
      names = "--applied",
      paramLabel = "N",
      description = "Decisions to measure until all agents have acknowledged them (default: 100).")
  private @Nullable Integer applied;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    DecisionScale scale = scale();
    Path directory = Files.createTempDirectory("turnout-bench-");
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.temporary());
        EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      Map<String, Object> addresses =
          Map.of(
              "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
      Outcome outcome =
          new DecisionRace(addresses, scale, directory).run(done -> line.at(done, "measured"));
      line.clear();
      output.print(outcome, spec.commandLine().getOut());
      return Exit.OK.code();
    } catch (LostException e) {
      line.clear();
      spec.commandLine().getErr().println(e.getMessage());
      return LOST;
    } finally {
      line.clear();
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private DecisionScale scale() {
    DecisionScale usual = quick ? QUICK : FULL;
    try {
      return new DecisionScale(
          decisions == null ? usual.decisions() : decisions,
          agents == null ? usual.agents() : agents,
          applied == null ? usual.applied() : applied);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
