package dev.turnout.api.model;

import dev.turnout.api.model.History.Page;
import dev.turnout.api.model.History.Placed;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import dev.turnout.view.EventWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages of a journal as trees. */
public final class Pages {
  private Pages() {}

  /**
   * The entries with what they say.
   *
   * @param steps of the attempt that the first of them may belong to; they only make the words
   *     richer
   */
  public static Map<String, Object> ofEntries(Page page, List<Object> steps) {
    EventWords words = new EventWords(steps);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        "items",
        page.entries().stream()
            .map(placed -> EntryTree.of(placed.entry(), words, placed.offset()))
            .toList());
    page.older().ifPresent(older -> tree.put("older", Long.toString(older)));
    tree.put("newer", Long.toString(page.newer()));
    return tree;
  }

  /** The attempts that began in the page, newest first; their ends are looked for in later ones. */
  public static List<Map<String, Object>> attempts(List<Placed> entries) {
    List<Map<String, Object>> attempts = new ArrayList<>();
    for (Placed placed : entries) {
      JournalEntry entry = placed.entry();
      if (entry.getEvent() instanceof RolloutStarted started) {
        attempts.add(begun(entry, started));
      } else if (entry.getEvent() instanceof RolloutEnded ended) {
        attempts.stream()
            .filter(attempt -> ended.getRolloutId().equals(attempt.get("rolloutId")))
            .findFirst()
            .ifPresent(attempt -> end(attempt, entry, ended));
      }
    }
    Collections.reverse(attempts);
    return attempts;
  }

  private static Map<String, Object> begun(JournalEntry entry, RolloutStarted started) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rolloutId", started.getRolloutId());
    tree.put("rollout", started.getName());
    tree.put("attempt", started.getAttempt());
    tree.put("model", entry.getModel());
    Optional.ofNullable(started.getStable())
        .ifPresent(stable -> tree.put("stable", stable.getVersion()));
    tree.put("candidate", started.getSpec().getCandidate().getVersion());
    tree.put("startedAtMs", entry.getAtMs());
    return tree;
  }

  private static void end(Map<String, Object> attempt, JournalEntry entry, RolloutEnded ended) {
    attempt.put("endedAtMs", entry.getAtMs());
    attempt.put("outcome", ended.getOutcome().name());
    attempt.put("reason", ended.getReason());
  }
}
