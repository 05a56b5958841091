package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything about records that could not be used. */
@Command(
    name = "dlq",
    description = {
      "Look at the dead letters and write them once more.",
      "",
      "A record that cannot be used, such as bytes of an unknown schema, is put into the topic"
          + " turnout.dead-letters with the reason, and everything else goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout dlq list --since 1d",
      "  turnout dlq show 2@17",
      "  turnout dlq replay 2@17"
    })
@Subcommands({DlqListCommand.class, DlqShowCommand.class, DlqReplayCommand.class})
final class DlqCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
