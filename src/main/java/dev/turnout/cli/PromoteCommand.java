package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Goes on by one step, or all the way. */
@Command(
    name = "promote",
    description =
        "Go on: end the present pause, analysis or bake. Refused while the candidate is not ready on"
            + " every node, and when the judge says rollback.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout promote fraud-v2",
      "  turnout rollout promote fraud-v2 --full -m \"hotfix, approved by jane\""
    })
final class PromoteCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private Target target = new Target();

  @Option(
      names = "--full",
      description = "Skip all remaining steps up to the bake: full weight at once.")
  private boolean full;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options)
        .send(target, full ? Deed.Steer.PROMOTE_FULLY : Deed.Steer.PROMOTE, Optional.empty());
  }
}
