package dev.turnout.cli;

import dev.turnout.control.Deed;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a model's rollouts go on. */
@Command(
    name = "unblock",
    description = "Let the rollouts of a blocked model go on.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout unblock fraud -m \"incident 4711 is closed\""})
final class UnblockCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();

  @Parameters(paramLabel = "MODEL", description = "The model.")
  private String model = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Dispatch(spec, options)
        .send(model, Optional.empty(), Deed.Hold.UNBLOCK, Optional.empty());
  }
}
