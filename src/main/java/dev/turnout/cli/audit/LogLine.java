package dev.turnout.cli.audit;

import dev.turnout.events.CauseKind;
import dev.turnout.events.JournalEntry;
import dev.turnout.output.RecordTree;
import dev.turnout.view.EventWords.Told;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry of the journal for an auditor.
 *
 * @param who is behind it
 * @param told what happened, and why
 */
record LogLine(JournalEntry entry, String who, Told told) {

  Instant at() {
    return Instant.ofEpochMilli(entry.getAtMs());
  }

  /**
   * The input that caused it, such as {@code metrics-0@1234}, without what the names of all topics
   * begin with.
   */
  String cause() {
    String topic = entry.getCause().getTopic();
    String input =
        "%s-%d@%d"
            .formatted(
                topic.substring(topic.lastIndexOf('.') + 1),
                entry.getCause().getPartition(),
                entry.getCause().getOffset());
    return entry.getCause().getKind() == CauseKind.TIMER ? "timer " + input : input;
  }

  List<String> cells() {
    return List.of(
        at().toString(),
        "#" + entry.getSequence(),
        who,
        cause(),
        told.what(),
        told.why().orElse(""));
  }

  /** The full entry, with what was read from it in front. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("at", at().toString());
    tree.put("who", who);
    tree.put("what", told.what());
    told.why().ifPresent(why -> tree.put("why", why));
    tree.putAll(RecordTree.of(entry));
    return tree;
  }
}
