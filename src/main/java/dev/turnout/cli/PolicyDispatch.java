package dev.turnout.cli;

import dev.turnout.control.Policies;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.output.Exit;
import picocli.CommandLine.Model.CommandSpec;

/** Sends a policy to every partition and tells what the orchestrators answered. */
final class PolicyDispatch {
  private final CommandSpec spec;
  private final SendOptions options;

  PolicyDispatch(CommandSpec spec, SendOptions options) {
    this.spec = spec;
    this.options = options;
  }

  /** The exit code. */
  int send(Policy policy) {
    Policies.Outcome outcome =
        options
            .plane(spec)
            .policies()
            .set(policy, options.asker(), options.answer().commandId(), options.answer().limit());
    if (outcome.refusal().isPresent()) {
      complain("refused: " + outcome.refusal().get());
      return Exit.REFUSED.code();
    }
    if (outcome.silent() > 0) {
      complain(
          "%d of %d partitions have not answered. The policy lies on the bus and will hold there when an orchestrator runs (turnout orchestrator --config FILE)"
              .formatted(outcome.silent(), outcome.partitions()));
      return Exit.TIMED_OUT.code();
    }
    spec.commandLine()
        .getOut()
        .println("accepted by all %d partitions".formatted(outcome.partitions()));
    spec.commandLine().getOut().flush();
    return Exit.OK.code();
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println("error: " + sentence);
  }
}
