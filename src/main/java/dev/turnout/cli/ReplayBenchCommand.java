package dev.turnout.cli;

import dev.turnout.bench.replay.ReplayRace;
import dev.turnout.bench.replay.ReplayRecorder;
import dev.turnout.bench.replay.ReplayResult;
import dev.turnout.bench.replay.ReplayScale;
import dev.turnout.bus.Connection;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import dev.turnout.schemas.Topics;
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

/** Measures the verification beside a consumer that only reads. */
@Command(
    name = "replay",
    description = {
      "Measure how fast a recording is verified, beside a consumer that only reads it.",
      "",
      "Records hours of eight models on a broker in this process: nodes that report once a second"
          + " with whole latency histograms, and canaries of which every third is bad. Then a bare"
          + " consumer reads the topics, another one decodes them, too, and 'audit verify' derives"
          + " every decision from them, by turns. All have the same settings and share the processors"
          + " with the broker."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every decision was derived again",
      "1:The verification found a difference",
      "2:Invalid input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench replay --quick",
      "  turnout bench replay --reports 300000 --rounds 5",
      "  turnout bench replay --threads 1 -o json"
    })
final class ReplayBenchCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int QUICK_REPORTS = 20_000;
  private static final int FULL_REPORTS = 300_000;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private BenchOutput output = new BenchOutput();

  @Option(names = "--quick", description = "Few reports: does it work, is it far off?")
  private boolean quick;

  @Option(
      names = "--reports",
      paramLabel = "N",
      description = "Metric reports to record, and as many heartbeats (default: 300000).")
  private @Nullable Integer reports;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is measured (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the verification (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed, other chance (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    ReplayScale scale = scale();
    if (rounds < 1 || threads < 1) {
      throw Failure.invalid(
          "Expected 1 round and 1 thread or more, but got %d and %d", rounds, threads);
    }
    ReplayResult result = measure(scale);
    output.print(result.outcome(), spec.commandLine().getOut());
    if (!result.isComplete()) {
      spec.commandLine()
          .getErr()
          .printf("The verification is not complete: %s%n", result.report().differences());
      return DIFFERENT;
    }
    return Exit.OK.code();
  }

  private ReplayResult measure(ReplayScale scale) throws InterruptedException, ExecutionException {
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.temporary());
        EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      Map<String, Object> addresses =
          Map.of(
              "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
      Connection connection = new Connection(addresses, Topics.standard());
      record(new ReplayRecorder(scale, seed, addresses, connection.topics()), line);
      return new ReplayRace(connection, scale.partitions(), threads)
          .run(rounds, round -> line.at((round + 1.0) / (rounds + 1), "measured"));
    } finally {
      line.clear();
    }
  }

  private static void record(ReplayRecorder recorder, ProgressLine line)
      throws InterruptedException, ExecutionException {
    int[] done = {0};
    recorder.record(() -> line.at((double) ++done[0] / recorder.steps(), "recorded"));
  }

  private ReplayScale scale() {
    try {
      return ReplayScale.of(reports == null ? (quick ? QUICK_REPORTS : FULL_REPORTS) : reports);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
