package dev.turnout.orchestrator.rollout;

import java.util.ArrayList;
import java.util.List;

/** The answer to a command. */
public sealed interface Decision {

  /** The command is done; these are its effects. */
  record Accepted(List<RolloutEvent> effects) implements Decision {
    public Accepted {
      effects = List.copyOf(effects);
    }
  }

  /**
   * The command changes nothing.
   *
   * @param reason what was expected, what came, what to do
   */
  record Refused(String reason) implements Decision {}

  /** There was nothing to decide: the command only carried the time. */
  record Unasked() implements Decision {}

  static Decision accept(RolloutEvent... effects) {
    return new Accepted(List.of(effects));
  }

  static Decision accept(List<RolloutEvent> effects) {
    return new Accepted(effects);
  }

  static Decision reject(String reason, Object... values) {
    return new Refused(reason.formatted(values));
  }

  /** These effects, then those of an acceptance; a refusal stays one. */
  default Decision after(List<RolloutEvent> first) {
    if (this instanceof Accepted accepted) {
      List<RolloutEvent> all = new ArrayList<>(first);
      all.addAll(accepted.effects());
      return accept(all);
    }
    return this;
  }
}
