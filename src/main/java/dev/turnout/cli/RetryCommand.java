package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts an ended rollout again. */
@Command(
    name = "retry",
    description =
        "Start an ended rollout again with the same specification. Refused if it was promoted.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout retry fraud-v2",
      "  turnout rollout retry fraud-v2 --wait --timeout 2h"
    })
final class RetryCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private Target target = new Target();
  @Mixin private WaitOptions wait = new WaitOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options)
        .send(
            target,
            Deed.Steer.RETRY,
            wait.isWanted() ? Optional.of(wait.timeout()) : Optional.empty());
  }
}
