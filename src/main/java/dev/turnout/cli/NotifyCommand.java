package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells people and programs what happens. */
@Command(
    name = "notify",
    description =
        "Tell people and programs what happens: CloudEvents on a topic, and webhooks for programs,"
            + " Slack and Microsoft Teams.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout notify test --config notify.yaml",
      "  turnout notify run --config notify.yaml"
    })
@Subcommands({NotifyRunCommand.class, NotifyTestCommand.class})
final class NotifyCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
