package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measurements of Turnout itself. */
@Command(
    name = "bench",
    description = "Measure Turnout itself.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench judge --quick",
      "  turnout bench faults",
      "  turnout bench routers --quick"
    })
@Subcommands({
  JudgeBenchCommand.class,
  FaultsBenchCommand.class,
  DecisionBenchCommand.class,
  MetricsBenchCommand.class,
  ReplayBenchCommand.class,
  ProxyBenchCommand.class,
  RoutersBenchCommand.class,
  ScaleBenchCommand.class,
  StartBenchCommand.class,
  SwitchBenchCommand.class
})
final class BenchCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
