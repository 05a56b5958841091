package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Logins of the API. */
@Command(
    name = "token",
    description = "Make tokens with which programs and people log in to the HTTP API.",
    footerHeading = "%nExamples:%n",
    footer = "  turnout token create ci --role operator --models 'fraud*'")
@Subcommands(TokenCreateCommand.class)
final class TokenCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
