package dev.turnout.cli;

import dev.turnout.output.Exit;
import dev.turnout.output.Format;
import dev.turnout.spec.LintReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the rollout of a file. */
@Command(
    name = "start",
    description = {
      "Start the rollout that a file describes.",
      "",
      "The file is checked first, as by 'turnout lint'. The orchestrator answers with accepted or with"
          + " the reason of its refusal; with --wait the command ends with the rollout, and its exit"
          + " code is the outcome that a pipeline acts on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout start -f rollout.yaml",
      "  turnout rollout start -f rollout.yaml --wait --timeout 2h -o json",
      "  turnout rollout start -f rollout.yaml --supersede -m \"hotfix\"",
      "  turnout rollout start -f - --command-id fraud-ci-1234 < rollout.yaml"
    })
final class StartCommand implements Callable<Integer> {
  @Mixin private Starter starter = new Starter();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Rollout file in YAML or JSON; - is standard input.")
  private String file = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LintReport report = LintReport.of(Input.read(file), file.equals("-") ? "stdin" : file);
    if (report.file().isEmpty()) {
      spec.commandLine().getErr().print(report.print(Format.TABLE));
      spec.commandLine().getErr().flush();
      return Exit.INVALID_INPUT.code();
    }
    if (starter.isDryRun()) {
      spec.commandLine().getOut().print(report.print(Format.TABLE));
      spec.commandLine().getOut().flush();
      return Exit.OK.code();
    }
    return starter.start(spec, report.file().get(), report.text());
  }
}
