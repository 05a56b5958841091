package dev.turnout.control;

import dev.turnout.bus.Answer;
import dev.turnout.bus.Offices;
import dev.turnout.control.Policies.InForce;
import dev.turnout.control.Policies.Outcome;
import dev.turnout.events.ApplyPolicy;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.PolicyCodec;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.policy.Policy;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a policy lies on the bus: once in every partition, under its reserved name. */
public final class PolicyPartitions {
  private PolicyPartitions() {}

  /** The command that brings a policy to one partition, by the reserved name there. */
  public static RolloutCommand command(
      String id, String name, Policy policy, String actor, @Nullable String reason) {
    return RolloutCommand.newBuilder()
        .setCommandId(id + "/" + name)
        .setModel(name)
        .setActor(actor)
        .setReason(reason)
        .setAction(new ApplyPolicy(PolicyCodec.write(policy)))
        .build();
  }

  /** What the partitions said together. */
  public static Outcome outcome(Collection<Answer> answers) {
    return new Outcome(
        answers.size(),
        (int) answers.stream().filter(Answer.Silence.class::isInstance).count(),
        answers.stream()
            .filter(Answer.Refused.class::isInstance)
            .map(answer -> ((Answer.Refused) answer).reason())
            .findFirst());
  }

  /**
   * What holds; empty if nothing was ever set.
   *
   * @param offices the states under the reserved names
   */
  public static Optional<InForce> inForce(Map<String, RolloutState> offices, int partitions) {
    RolloutState first = offices.get(OfficeName.PLACES.value());
    if (first == null) {
      return Optional.empty();
    }
    long different =
        Offices.names(partitions).stream()
            .map(offices::get)
            .filter(state -> state == null || !Objects.equals(state.getPolicy(), first.getPolicy()))
            .count();
    Policy policy = first.getPolicy() == null ? Policy.NONE : PolicyCodec.read(first.getPolicy());
    return Optional.of(new InForce(policy, first.getPlaces(), partitions, (int) different));
  }
}
