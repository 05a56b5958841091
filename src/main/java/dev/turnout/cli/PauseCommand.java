package dev.turnout.cli;

import dev.turnout.events.PauseRollout;
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
    Target.Resolved meant = target.resolve(options.connection());
    return new Dispatch(spec, options)
        .send(meant.model(), meant.rollout(), new PauseRollout(), Optional.empty());
  }
}
