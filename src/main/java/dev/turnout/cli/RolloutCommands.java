package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything that starts or steers a rollout. */
@Command(
    name = "rollout",
    description = "Start and steer rollouts.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout start -f rollout.yaml --wait",
      "  turnout rollout canary --model fraud --version v2 --traffic 0.1 --duration 1h",
      "  turnout rollout abort fraud-v2 -m \"wrong build\""
    })
@Subcommands({
  StartCommand.class,
  CanaryCommand.class,
  RollingCommand.class,
  BlueGreenCommand.class,
  ShadowCommand.class,
  PromoteCommand.class,
  ApproveCommand.class,
  RejectCommand.class,
  PauseCommand.class,
  ResumeCommand.class,
  AbortCommand.class,
  RetryCommand.class,
  RollbackCommand.class
})
final class RolloutCommands implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
