package dev.turnout.cli;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.spec.ForecastReport;
import dev.turnout.spec.LintReport;
import dev.turnout.spec.RolloutFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says before a rollout what it will be able to show. */
@Command(
    name = "forecast",
    description = {
      "Say before a rollout what its judge can find in which time at a traffic.",
      "",
      "For each stage and metric: the smallest worsening that is found before the stage ends, how long"
          + " a mild and a bad candidate are at work until they are turned back, and how long a"
          + " candidate as good as the stable version waits. Warns when a stage is too short or the"
          + " traffic too low, with what to write instead. Needs no broker.",
      "",
      "Times are medians: half of the rollouts are faster, 19 of 20 take less than three times as"
          + " long. The stable version is assumed to do as the options say."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:Done", "2:Invalid input, or --strict and there are warnings"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout forecast -f rollout.yaml --traffic 50/s",
      "  turnout forecast -f rollout.yaml --traffic 3000/m --nodes 4 --error-rate 0.002",
      "  turnout forecast -f rollout.yaml --traffic 50/s --labels 0.05 --label-delay 1h",
      "  turnout forecast -f rollout.yaml --traffic 50/s --baseline accuracy=0.91 --strict -o json"
    })
final class ForecastCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private FormatOption output = new FormatOption();
  @Mixin private UsualOptions options = new UsualOptions();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Rollout file in YAML or JSON; - is standard input.")
  private String file = "";

  @Option(
      names = "--traffic",
      required = true,
      paramLabel = "RATE",
      converter = RateConverter.class,
      description = "Requests of both versions together: 50/s, 3000/m, 180000/h.")
  private double requestsPerSecond;

  @Option(names = "--strict", description = "Take warnings as errors.")
  private boolean strict;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LintReport lint = LintReport.of(Input.read(file), file.equals("-") ? "stdin" : file);
    if (!lint.isValid()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print(lint.print(Format.TABLE));
      err.flush();
      return Exit.INVALID_INPUT.code();
    }
    RolloutFile rollout = lint.file().orElseThrow();
    ForecastReport report =
        ForecastReport.of(rollout, options.traffic(requestsPerSecond), options.usual())
            .orElseThrow(
                () ->
                    Failure.invalid(
                        "Expected a rollout that watches something, but %s has no metric (write spec.analysis.metrics)",
                        file));
    PrintWriter out = spec.commandLine().getOut();
    out.print(report.print(output.format()));
    out.flush();
    return strict && report.hasWarnings() ? Exit.INVALID_INPUT.code() : Exit.OK.code();
  }
}
