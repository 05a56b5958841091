package dev.turnout.orchestrator.desk;

import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.AdmitRollout;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Gate;
import dev.turnout.orchestrator.rollout.GateClosed;
import dev.turnout.orchestrator.rollout.LeavePlace;
import dev.turnout.orchestrator.rollout.Model;
import dev.turnout.orchestrator.rollout.PlaceGranted;
import dev.turnout.orchestrator.rollout.RequestPlace;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.RolloutCommand;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.routing.ModelName;
import java.util.List;
import java.util.Optional;

/**
 * What the rollouts of all partitions and the one who gives out their places write to each other:
 * commands, in the transaction of the entry that they follow from. So none is lost, none is written
 * twice, and a replay finds them among the inputs.
 *
 * @param cause the record that is being taken, such as {@code turnout.commands-3@17}: the same
 *     letter of another day is another command
 */
record PlaceLetters(PolicyInForce policy, String cause) {
  private static final Actor PLACES = new Actor("turnout/places");

  /** What follows from an entry that was made. */
  Optional<RolloutCommand> of(Model model, Entry entry) {
    if (entry.event() instanceof PlaceGranted granted) {
      ModelName to = granted.model();
      return Optional.of(
          new AdmitRollout(header("admit", to, to, granted.rolloutId()), granted.rolloutId()));
    }
    if (entry.event() instanceof GateClosed gate && gate.kind() == Gate.Kind.LIMIT) {
      return model.unfinished().map(rollout -> request(model, rollout));
    }
    return entry.event() instanceof RolloutEnded ended && policy.hasLimits()
        ? Optional.of(leave(model.name(), ended.rolloutId()))
        : Optional.empty();
  }

  /** Another policy holds: those who are under way are counted from now on. */
  List<RolloutCommand> underNewPolicy(List<Model> models) {
    return models.stream()
        .flatMap(
            model ->
                model.unfinished().stream()
                    .filter(rollout -> isLimited(model, rollout))
                    .map(rollout -> request(model, rollout)))
        .toList();
  }

  private boolean isLimited(Model model, Rollout rollout) {
    return !policy.limits(model.name(), rollout.spec().labels()).isEmpty();
  }

  private RolloutCommand request(Model model, Rollout rollout) {
    boolean waits = !model.gates().of(Gate.Kind.LIMIT).isEmpty();
    return new RequestPlace(
        header("request", OfficeName.PLACES, model.name(), rollout.id()),
        model.name(),
        rollout.id(),
        rollout.spec().labels(),
        !waits);
  }

  private RolloutCommand leave(ModelName model, RolloutId rollout) {
    return new LeavePlace(header("leave", OfficeName.PLACES, model, rollout), model, rollout);
  }

  private CommandHeader header(String what, ModelName to, ModelName model, RolloutId rollout) {
    CommandId id = new CommandId("place/%s/%s/%s/%s".formatted(what, model, rollout, cause));
    return new CommandHeader(id, to, Optional.empty(), PLACES, Optional.empty());
  }
}
