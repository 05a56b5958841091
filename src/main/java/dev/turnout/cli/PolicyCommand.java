package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything about what holds for all models. */
@Command(
    name = "policy",
    description = "Freeze windows, and limits on how many rollouts are under way at once.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout policy apply -f policy.yaml", "  turnout policy get"})
@Subcommands({PolicyApplyCommand.class, PolicyGetCommand.class, PolicyDeleteCommand.class})
final class PolicyCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
