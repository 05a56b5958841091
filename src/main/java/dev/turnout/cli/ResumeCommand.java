package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends a hold. */
@Command(
    name = "resume",
    description = "End a hold, a person's or one after an inconclusive analysis.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout resume fraud-v2",
      "  turnout rollout resume --model fraud -o json"
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private Target target = new Target();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options).send(target, Deed.Steer.RESUME, Optional.empty());
  }
}
