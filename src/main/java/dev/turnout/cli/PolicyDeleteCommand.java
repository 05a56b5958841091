package dev.turnout.cli;

import dev.turnout.orchestrator.policy.Policy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the policy away. */
@Command(
    name = "delete",
    description = "Take the policy away: whoever is frozen or queued goes on at once.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout policy delete -m \"the migration is over\""})
final class PolicyDeleteCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new PolicyDispatch(spec, options).send(Policy.NONE);
  }
}
