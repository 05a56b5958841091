package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command came; one that came before changes nothing.
 *
 * @param signedBy name of the trusted key that signed it; empty if none did, or nobody looked
 */
public record CommandReceived(RolloutCommand command, Instant at, Optional<String> signedBy)
    implements Input {

  /** A command of which nobody asks who wrote it. */
  public CommandReceived(RolloutCommand command, Instant at) {
    this(command, at, Optional.empty());
  }

  @Override
  public ModelName model() {
    return command.header().model();
  }

  @Override
  public List<RolloutEvent> take(Model model, Telemetry telemetry, PolicyInForce policy) {
    if (model.recentCommands().contains(command.header().id())) {
      return List.of();
    }
    Decision decision = command.decide(model, new Circumstances(telemetry.now(), policy));
    if (decision instanceof Decision.Accepted accepted) {
      List<RolloutEvent> events = new ArrayList<>();
      events.add(accepted(model));
      events.addAll(accepted.effects());
      return events;
    }
    return decision instanceof Decision.Refused refused
        ? List.of(refused(refused.reason()))
        : List.of();
  }

  private CommandAccepted accepted(Model model) {
    CommandHeader header = command.header();
    Optional<RolloutName> rollout = header.rollout().or(() -> model.rollout().map(Rollout::name));
    return new CommandAccepted(
        header.id(), command.word(), rollout, header.actor(), header.reason(), signedBy);
  }

  private CommandRefused refused(String reason) {
    CommandHeader header = command.header();
    return new CommandRefused(
        header.id(), command.word(), header.rollout(), header.actor(), reason, signedBy, false);
  }
}
