package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds a rollout. */
@Command(
    name = "pause",
    description =
        "Hold progress: no further step begins. The judge goes on and may still roll back.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout pause fraud-v2",
      "  turnout rollout pause --model fraud -m \"wait for the auditors\""
    })
final class PauseCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private Target target = new Target();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options).send(target, Deed.Steer.PAUSE, Optional.empty());
  }
}
