package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives a rollout up. */
@Command(
    name = "abort",
    description = "Give this attempt up: all traffic goes back to the stable version at once.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout abort fraud-v2",
      "  turnout rollout abort --model fraud -m \"wrong build\""
    })
final class AbortCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private Target target = new Target();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options).send(target, Deed.Steer.ABORT, Optional.empty());
  }
}
