package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Returns to the previous version. */
@Command(
    name = "rollback",
    description =
        "Return to the previous version inside the bake time, at once and without analysis. Before the switch use 'abort'.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout rollback fraud-v2",
      "  turnout rollout rollback --model fraud -m \"complaints from support\""
    })
final class RollbackCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private Target target = new Target();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options).send(target, Deed.Steer.ROLLBACK, Optional.empty());
  }
}
