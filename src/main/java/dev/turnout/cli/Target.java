package dev.turnout.cli;

import dev.turnout.control.States;
import dev.turnout.events.RolloutState;
import dev.turnout.output.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which rollout a command is about. */
final class Target {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of the rollout, or of the model whose present rollout is meant.")
  private @Nullable String name;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "The model; then NAME need not be looked up.")
  private @Nullable String model;

  /** The model and, if one was named, the rollout. */
  record Resolved(String model, Optional<String> rollout) {}

  /** Looks the name up if the model is not given. */
  Resolved resolve(States states) {
    Optional<String> named = Optional.ofNullable(name);
    if (model != null) {
      return new Resolved(model, named);
    }
    String wanted =
        named.orElseThrow(
            () -> Failure.invalid("Expected the NAME of a rollout, or --model MODEL"));
    RolloutState state = states.find(wanted);
    boolean byRollout = wanted.equals(state.getRollout()) || wanted.equals(state.getRolloutId());
    return new Resolved(
        state.getModel(), byRollout ? Optional.ofNullable(state.getRollout()) : Optional.empty());
  }
}
