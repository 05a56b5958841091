package dev.turnout.cli.audit;

import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import dev.turnout.output.Failure;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries belong to a rollout: from the command that started an attempt to the attempt's end,
 * and commands for it that came before or after.
 */
final class Attempts {
  private final String name;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<Long> mine = new HashSet<>();
  private Optional<RolloutStarted> running = Optional.empty();

  private Attempts(String name) {
    this.name = name;
  }

  /** The numbers of a rollout's entries, by its name or the id of one of its attempts. */
  static Set<Long> of(List<JournalEntry> journal, String name) {
    Attempts attempts = new Attempts(name);
    for (int i = 0; i < journal.size(); i++) {
      attempts.take(journal, i);
    }
    if (attempts.mine.isEmpty()) {
      throw Failure.invalid(
          "Expected a rollout of this model, but got '%s' (known are: %s)",
          name, attempts.known.isEmpty() ? "none yet" : String.join(", ", attempts.known));
    }
    return attempts.mine;
  }

  private void take(List<JournalEntry> journal, int index) {
    JournalEntry entry = journal.get(index);
    if (entry.getEvent() instanceof RolloutStarted started) {
      known.add(started.getRolloutId());
      running = Optional.of(started).filter(this::isMeant);
      running.ifPresent(mine -> addCommand(journal, index));
    }
    if (running.isPresent() || isCommandForIt(entry.getEvent())) {
      mine.add(entry.getSequence());
    }
    if (entry.getEvent() instanceof RolloutEnded) {
      running = Optional.empty();
    }
  }

  private boolean isMeant(RolloutStarted started) {
    return started.getRolloutId().equals(name) || started.getName().equals(name);
  }

  /** Commands name rollouts, not attempts. */
  private boolean isCommandForIt(Object event) {
    return event instanceof CommandAccepted accepted && name.equals(accepted.getRollout())
        || event instanceof CommandRefused refused && name.equals(refused.getRollout());
  }

  /** The command stands right before what follows from it. */
  private void addCommand(List<JournalEntry> journal, int index) {
    for (int i = index - 1;
        i >= 0 && journal.get(i).getCause().equals(journal.get(index).getCause());
        i--) {
      mine.add(journal.get(i).getSequence());
    }
  }
}
