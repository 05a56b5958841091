package dev.turnout.cli;

import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.spec.PolicyFile;
import dev.turnout.yaml.InvalidDocument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sets the policy. */
@Command(
    name = "apply",
    description = {
      "Set the policy: it takes the place of the one before, for all models at once.",
      "",
      "A freeze holds rollouts that are under way, too; a limit stops nobody who is. Neither ever"
          + " stops a way back."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout policy apply -f policy.yaml",
      "  turnout policy apply -f policy.yaml --dry-run",
      "  turnout policy apply -f - -m \"end of the quarter\" < policy.yaml"
    })
final class PolicyApplyCommand implements Callable<Integer> {
  @Mixin private SendOptions options = new SendOptions();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Policy file in YAML or JSON; - is standard input.")
  private String file = "";

  @Option(names = "--dry-run", description = "Check the file, but do not apply it.")
  private boolean dryRun;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Policy policy = policy();
    if (dryRun) {
      spec.commandLine().getOut().println("valid");
      spec.commandLine().getOut().flush();
      return Exit.OK.code();
    }
    return new PolicyDispatch(spec, options).send(policy);
  }

  private Policy policy() {
    try {
      return PolicyFile.parse(Input.read(file), file.equals("-") ? "stdin" : file);
    } catch (InvalidDocument e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
