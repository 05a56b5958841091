package dev.turnout.cli;

import dev.turnout.bus.Connection;
import dev.turnout.bus.Rollouts;
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

  /** Looks the name up on the bus if the model is not given. */
  Resolved resolve(Connection connection) {
    Optional<String> named = Optional.ofNullable(name);
    if (model != null) {
      return new Resolved(model, named);
    }
    String wanted =
        named.orElseThrow(
            () -> Failure.invalid("Expected the NAME of a rollout, or --model MODEL"));
    try (Rollouts rollouts = Rollouts.read(connection)) {
      RolloutState state = rollouts.find(wanted);
      boolean byRollout = wanted.equals(state.getRollout()) || wanted.equals(state.getRolloutId());
      return new Resolved(
          state.getModel(), byRollout ? Optional.ofNullable(state.getRollout()) : Optional.empty());
    }
  }
}
