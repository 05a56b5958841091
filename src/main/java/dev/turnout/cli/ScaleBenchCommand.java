package dev.turnout.cli;

import dev.turnout.bench.scale.ScalePlan;
import dev.turnout.bench.scale.ScaleSuite;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures one orchestrator with very many rollouts. */
@Command(
    name = "scale",
    description = {
      "Measure an orchestrator with ten thousand rollouts at once.",
      "",
      "Starts a broker and an orchestrator, each in a process of its own, and plays the nodes of all"
          + " models. Measures how long a decision takes while one rollout runs and while all run, one"
          + " failing candidate after another and many in the same moment; memory over a long time;"
          + " how fast one and two orchestrators work reports off; and how soon an orchestrator that"
          + " was killed decides again. Computes from that what an installation of a million models"
          + " needs.",
      "",
      "Works on Linux, and needs a JDK: what a process uses is read in /proc, and jcmd collects its"
          + " garbage."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Measured, whether or not the goals were met",
      "1:A decision never came",
      "2:Invalid input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench scale --quick",
      "  turnout bench scale --soak 0s",
      "  turnout bench scale --models 2000 --interval 2s --soak 5m --json scale.json"
    })
final class ScaleBenchCommand implements Callable<Integer> {
  private static final int LOST = 1;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private BenchOutput output = new BenchOutput();

  @Option(names = "--quick", description = "Few models, seconds only: does it work?")
  private boolean quick;

  @Option(
      names = "--models",
      paramLabel = "N",
      description = "Rollouts that run at once (default: 10000).")
  private @Nullable Integer models;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Time between two reports of a node, 1s to 10s (default: 10s).")
  private @Nullable Duration interval;

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      description = "How long memory is watched (default: 30m).")
  private @Nullable Duration soak;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Greatest heap of the orchestrator (default: 1g).")
  private @Nullable String heap;

  @Option(
      names = "--failing",
      paramLabel = "N",
      description = "Candidates that fail in the same moment (default: 50).")
  private @Nullable Integer failing;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    ScalePlan plan = plan();
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    ScaleSuite.Found found;
    try {
      found = new ScaleSuite(plan, line::at).run();
    } finally {
      line.clear();
    }
    output.print(found.outcome(), spec.commandLine().getOut());
    if (found.lost() > 0) {
      spec.commandLine().getErr().printf("%d decisions never came%n", found.lost());
      return LOST;
    }
    return Exit.OK.code();
  }

  private ScalePlan plan() {
    try {
      ScalePlan plan = quick ? ScalePlan.quick() : ScalePlan.full();
      plan = failing == null ? plan : plan.withFailing(failing);
      plan = models == null ? plan : plan.withModels(models);
      plan = Optional.ofNullable(interval).map(plan::withInterval).orElse(plan);
      plan = Optional.ofNullable(soak).map(plan::withSoak).orElse(plan);
      return Optional.ofNullable(heap).map(plan::withHeap).orElse(plan);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
