package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Keys that sign. */
@Command(
    name = "key",
    description =
        "Make and show Ed25519 keys: with them commands are signed, so that nobody else can give"
            + " them, and bundles of the audit.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout key generate fraud-ci.pem", "  turnout key show fraud-ci.pem"})
@Subcommands({KeyGenerateCommand.class, KeyShowCommand.class})
final class KeyCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
