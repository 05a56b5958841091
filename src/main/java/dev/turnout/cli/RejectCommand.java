package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Refuses an approval. */
@Command(
    name = "reject",
    description =
        "Refuse the approval that a rollout waits for: it is given up, and all traffic goes back to the stable version.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout reject fraud-v2 -m \"the auditors said no\"",
      "  turnout rollout reject --model fraud"
    })
final class RejectCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private Target target = new Target();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options).send(target, Deed.Steer.REJECT, Optional.empty());
  }
}
