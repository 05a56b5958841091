package dev.turnout.cli;

import dev.turnout.bench.metrics.MetricsRace;
import dev.turnout.bench.metrics.MetricsScale;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how many reports an orchestrator takes. */
@Command(
    name = "metrics",
    description = {
      "Measure how many metric reports an orchestrator takes in a second, beside a consumer that only"
          + " decodes them.",
      "",
      "Starts canaries in real orchestrators on a broker in this process, and writes reports of their"
          + " nodes, each with three histograms of 150 bins for either version, where nobody sees them"
          + " yet. Then all are there at once, and the clock runs until the last is judged and"
          + " committed. A bare consumer with the same settings decodes the same records, by turns."
          + " Once more with two orchestrators, and with rollouts beside about which nothing comes in."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Measured, also if a goal was missed",
      "1:A rollout did not go on as it should",
      "2:Invalid input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench metrics --quick",
      "  turnout bench metrics --reports 40000 --rounds 9",
      "  turnout bench metrics --rollouts 1 --nodes 50 --idle 0 -o json"
    })
final class MetricsBenchCommand implements Callable<Integer> {
  private static final int WRONG = 1;
  private static final MetricsScale QUICK = new MetricsScale(4, 2, 120, 20, 1);
  private static final MetricsScale FULL = new MetricsScale(100, 4, 20_000, 10_000, 5);

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private BenchOutput output = new BenchOutput();

  @Option(names = "--quick", description = "Few of everything: does it work, is it far off?")
  private boolean quick;

  @Option(
      names = "--rollouts",
      paramLabel = "N",
      description = "Rollouts under way at once about which nodes report (default: 100).")
  private @Nullable Integer rollouts;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of each model; each sends a report a second (default: 4).")
  private @Nullable Integer nodes;

  @Option(
      names = "--reports",
      paramLabel = "N",
      description = "Metric reports in each round, and as many heartbeats (default: 20000).")
  private @Nullable Integer reports;

  @Option(
      names = "--idle",
      paramLabel = "N",
      description =
          "Rollouts about which nothing comes in, in the installation that has some (default: 10000).")
  private @Nullable Integer idle;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is measured (default: 5).")
  private @Nullable Integer rounds;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, ExecutionException, IOException {
    MetricsScale scale = scale();
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.temporary());
        EmbeddedRegistry registry = EmbeddedRegistry.start();
        MetricsRace race = new MetricsRace(addresses(kafka, registry), scale)) {
      Outcome outcome = race.run(done -> line.at(done, "measured"));
      line.clear();
      output.print(outcome, spec.commandLine().getOut());
      race.wrong().stream().limit(10).forEach(spec.commandLine().getErr()::println);
      return race.wrong().isEmpty() ? Exit.OK.code() : WRONG;
    } finally {
      line.clear();
    }
  }

  private static Map<String, Object> addresses(EmbeddedKafka kafka, EmbeddedRegistry registry) {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  private MetricsScale scale() {
    MetricsScale usual = quick ? QUICK : FULL;
    try {
      return new MetricsScale(
          rollouts == null ? usual.rollouts() : rollouts,
          nodes == null ? usual.nodes() : nodes,
          reports == null ? usual.reports() : reports,
          idle == null ? usual.idle() : idle,
          rounds == null ? usual.rounds() : rounds);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
