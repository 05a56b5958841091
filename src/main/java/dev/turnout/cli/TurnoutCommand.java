package dev.turnout.cli;

import dev.turnout.allinone.UpCommand;
import dev.turnout.demo.DemoCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The outermost command. */
@Command(
    name = "turnout",
    description = {
      "Rolls machine-learning models out over Kafka: a candidate gets a share of the traffic, a"
          + " judge watches every metric event, and the orchestrator promotes it or sends the"
          + " traffic back."
    },
    versionProvider = VersionCommand.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done; with --wait: promoted",
      "1:The rollout was rolled back, aborted or superseded, or the command was refused",
      "2:Invalid input",
      "3:Timed out waiting",
      "4:Inconclusive: the evidence settled nothing",
      "5:Cannot reach the bus, the registry or the API, or they do not let you in",
      "70:A defect of turnout itself"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout lint -f rollout.yaml",
      "  turnout rollout start -f rollout.yaml --wait",
      "  turnout get rollout fraud-v2 --watch"
    })
@Subcommands({
  DemoCommand.class,
  UpCommand.class,
  OrchestratorCommand.class,
  AgentCommand.class,
  BridgeCommand.class,
  NotifyCommand.class,
  TopicsCommand.class,
  BenchCommand.class,
  LintCommand.class,
  ForecastCommand.class,
  RolloutCommands.class,
  BlockCommand.class,
  UnblockCommand.class,
  PolicyCommand.class,
  GetCommand.class,
  ExplainCommand.class,
  AuditCommand.class,
  BacktestCommand.class,
  ReportCommand.class,
  MlflowCommand.class,
  DlqCommand.class,
  TokenCommand.class,
  KeyCommand.class,
  CompletionCommand.class,
  VersionCommand.class,
  HelpCommand.class
})
final class TurnoutCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean versionAsked;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
