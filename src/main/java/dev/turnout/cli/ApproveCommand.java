package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Agrees that a rollout goes on. */
@Command(
    name = "approve",
    description =
        "Agree that a rollout goes on past the approval that it waits for. The journal keeps who, and why.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout approve fraud-v2 -m \"checked the disputed cases\"",
      "  turnout rollout approve --model fraud --actor jane@example.com"
    })
final class ApproveCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private Target target = new Target();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options).send(target, Deed.Steer.APPROVE, Optional.empty());
  }
}
