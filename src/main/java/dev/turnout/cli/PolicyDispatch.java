package dev.turnout.cli;

import dev.turnout.bus.Answer;
import dev.turnout.bus.Offices;
import dev.turnout.events.ApplyPolicy;
import dev.turnout.events.RolloutCommand;
import dev.turnout.orchestrator.codec.PolicyCodec;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.output.Exit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;

/** Publishes a policy for every partition and tells what the orchestrators answered. */
final class PolicyDispatch {
  private final CommandSpec spec;
  private final SendOptions options;

  PolicyDispatch(CommandSpec spec, SendOptions options) {
    this.spec = spec;
    this.options = options;
  }

  /** The exit code. */
  int send(Policy policy) {
    String id = options.answer().commandId().orElseGet(() -> UUID.randomUUID().toString());
    Map<String, Answer> answers =
        Offices.send(
            options.connection(),
            name -> command(id + "/" + name, name, policy),
            options.answer().limit());
    Optional<Answer.Refused> refused =
        answers.values().stream()
            .filter(Answer.Refused.class::isInstance)
            .map(Answer.Refused.class::cast)
            .findFirst();
    if (refused.isPresent()) {
      complain("refused: " + refused.get().reason());
      return Exit.REFUSED.code();
    }
    long silent = answers.values().stream().filter(Answer.Silence.class::isInstance).count();
    if (silent > 0) {
      complain(
          "%d of %d partitions have not answered. The policy lies on the bus and will hold there when an orchestrator runs (turnout orchestrator --config FILE)"
              .formatted(silent, answers.size()));
      return Exit.TIMED_OUT.code();
    }
    spec.commandLine().getOut().println("accepted by all %d partitions".formatted(answers.size()));
    spec.commandLine().getOut().flush();
    return Exit.OK.code();
  }

  private RolloutCommand command(String id, String name, Policy policy) {
    return RolloutCommand.newBuilder()
        .setCommandId(id)
        .setModel(name)
        .setActor(options.actor().actor())
        .setReason(options.actor().reason().orElse(null))
        .setAction(new ApplyPolicy(PolicyCodec.write(policy)))
        .build();
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println("error: " + sentence);
  }
}
