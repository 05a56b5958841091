package dev.turnout.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Print a completion script for bash and zsh.",
      "Load it into the present shell, or write it to where the shell looks for completions."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(turnout completion)",
      "  turnout completion > /etc/bash_completion.d/turnout"
    })
final class CompletionCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine root = Program.commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(root.getCommandName(), root));
    out.flush();
  }
}
