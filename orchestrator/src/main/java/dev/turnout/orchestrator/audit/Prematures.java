package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.rollout.Noted;
import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows between two steps of the journal although the journal has nothing. */
final class Prematures {

  private final Map<ModelName, Premature> open = new HashMap<>();
  private long vanished;

  /** How many went away with the next inputs, a count. */
  long vanished() {
    return vanished;
  }

  /** The models of which something is open. */
  List<ModelName> models() {
    return List.copyOf(open.keySet());
  }

  Optional<Premature> of(AuditedModel model) {
    return Optional.ofNullable(open.get(model.name()));
  }

  /** Takes what follows for a model after an input. */
  void remember(AuditedModel model, Received received, Noted follows) {
    Premature before = open.get(model.name());
    if (!follows.isEmpty() && before == null && model.isFirm()) {
      open.put(model.name(), Premature.after(received, follows));
    } else if (follows.isEmpty() && before != null && !before.follows().isCertain()) {
      open.remove(model.name());
      vanish(model, before, received.at());
    }
  }

  /** The model's inputs are complete now: what follows still should have been decided. */
  void settle(AuditedModel model, String place) {
    Premature before = open.remove(model.name());
    if (before != null && model.isFirm()) {
      model.report(withheld(model, before, place));
    }
  }

  private void vanish(AuditedModel model, Premature before, Instant at) {
    if (before.isExcusableUntil(at)) {
      vanished++;
    } else {
      model.report(withheld(model, before, at.toString()));
    }
  }

  private static Difference withheld(AuditedModel model, Premature before, String place) {
    return new Difference(
        model.name().value(),
        "before " + place,
        before.words() + ", but the journal does not have it",
        Optional.empty(),
        Optional.of(before.follows().events().get(0).toString()));
  }
}
