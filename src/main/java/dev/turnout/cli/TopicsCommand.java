package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything about the topics themselves. */
@Command(
    name = "topics",
    description = "Create, check and read the topics.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout topics create -b kafka:9092",
      "  turnout topics describe -b kafka:9092",
      "  turnout topics cat journal --model fraud"
    })
@Subcommands({
  TopicsCreateCommand.class,
  TopicsDescribeCommand.class,
  TopicsAclsCommand.class,
  TopicsCatCommand.class
})
final class TopicsCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
