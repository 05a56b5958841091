package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads the current state. */
@Command(
    name = "get",
    description = "Show rollouts and their state.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout get rollouts", "  turnout get rollout fraud-v2 --watch"})
@Subcommands({GetRolloutsCommand.class, GetRolloutCommand.class})
final class GetCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
