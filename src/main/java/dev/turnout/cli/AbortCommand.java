package dev.turnout.cli;

import dev.turnout.events.AbortRollout;
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
    Target.Resolved meant = target.resolve(options.connection());
    return new Dispatch(spec, options)
        .send(meant.model(), meant.rollout(), new AbortRollout(), Optional.empty());
  }
}
