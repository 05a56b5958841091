package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops the progress of a model's rollouts. */
@Command(
    name = "block",
    description =
        "Stop the progress of a model's rollouts, of the present one and of later ones, until it is unblocked. The judge goes on, and every way back stays open.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout block fraud -m \"incident 4711\""})
final class BlockCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();

  @Parameters(paramLabel = "MODEL", description = "The model.")
  private String model = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options)
        .send(model, Optional.empty(), Deed.Hold.BLOCK, Optional.empty());
  }
}
