package dev.turnout.cli;

import dev.turnout.cli.audit.BacktestReport;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Format;
import dev.turnout.output.ProgressLine;
import dev.turnout.spec.LintReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs another policy over what was recorded. */
@Command(
    name = "backtest",
    description = {
      "Say what another policy would have decided in a rollout of the past, and when.",
      "",
      "The judge of the rollout file sees the recorded reports of the other rollout, from its start"
          + " and with the same past of the stable version; its decisions stand beside the recorded"
          + " ones, each with its evidence. Of the file the analysis counts, and the times and gates"
          + " of its steps if it has the same kinds of steps; its model and versions do not matter.",
      "",
      "The traffic stays as it was recorded: a policy that would have gone on earlier gets no more"
          + " of it, and after the recorded end there is nothing to judge, so that 'undecided' is an"
          + " honest result. The recorded policy is judged again too: if its recorded evidence does"
          + " not come out, as where reports have expired, the report says so."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done",
      "1:With --fail-on-difference: the policies come to different decisions",
      "2:Invalid input",
      "4:With --fail-on-difference: not comparable, as reports have expired",
      "5:Cannot reach the bus or the registry"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout backtest -f rollout.yaml --against fraud-v2",
      "  turnout backtest -f strict.yaml --against 'fraud-v2#2' -o json",
      "  turnout backtest -f rollout.yaml --against fraud --fail-on-difference"
    })
final class BacktestCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Rollout file in YAML or JSON whose policy is tried; - is standard input.")
  private String file = "";

  @Option(
      names = "--against",
      required = true,
      paramLabel = "ROLLOUT",
      description =
          "Id of an attempt, or name of a rollout or of a model, of which the newest attempt is"
              + " meant.")
  private String rollout = "";

  @Option(
      names = "--fail-on-difference",
      description = "Exit with 1 if the policies come to different decisions.")
  private boolean failOnDifference;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String policy = file.equals("-") ? "stdin" : file;
    LintReport lint = LintReport.of(Input.read(file), policy);
    if (!lint.isValid()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print(lint.print(Format.TABLE));
      err.flush();
      return Exit.INVALID_INPUT.code();
    }
    BacktestReport report = run(policy, lint.file().orElseThrow().spec());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        output.format() == Format.TABLE
            ? report.text()
            : Documents.write(output.format(), report.tree()));
    out.flush();
    return exit(report).code();
  }

  private BacktestReport run(String policy, RolloutSpec tried) {
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    try {
      return BacktestReport.of(bus.connection(), policy, tried, rollout, line);
    } finally {
      line.clear();
    }
  }

  private Exit exit(BacktestReport report) {
    if (!failOnDifference) {
      return Exit.OK;
    }
    if (!report.isComparable()) {
      return Exit.INCONCLUSIVE;
    }
    return report.isSame() ? Exit.OK : Exit.REFUSED;
  }
}
