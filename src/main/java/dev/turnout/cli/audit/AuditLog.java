package dev.turnout.cli.audit;

import dev.turnout.events.JournalEntry;
import dev.turnout.output.Table;
import dev.turnout.view.EventWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The journal of one model as who did what, when and why. */
public final class AuditLog {
  private final List<LogLine> lines;

  private AuditLog(List<LogLine> lines) {
    this.lines = List.copyOf(lines);
  }

  /**
   * Reads a model's journal.
   *
   * @param journal all of its entries, from the first
   */
  public static AuditLog of(List<JournalEntry> journal) {
    Originator originator = new Originator();
    EventWords words = new EventWords(List.of());
    return new AuditLog(
        journal.stream()
            .map(entry -> new LogLine(entry, originator.of(entry), words.of(entry)))
            .toList());
  }

  /** The entries of this time or later. */
  public AuditLog since(Instant start) {
    return new AuditLog(lines.stream().filter(line -> !line.at().isBefore(start)).toList());
  }

  /**
   * The entries of one attempt or one rollout.
   *
   * @param name id of an attempt such as {@code fraud-v2#2}, or name of a rollout, of which all
   *     attempts are meant
   * @throws dev.turnout.output.Failure if the model has no such rollout
   */
  public AuditLog ofRollout(String name) {
    Set<Long> wanted = Attempts.of(lines.stream().map(LogLine::entry).toList(), name);
    return new AuditLog(
        lines.stream().filter(line -> wanted.contains(line.entry().getSequence())).toList());
  }

  /** For people: one line for each entry. */
  public String text() {
    if (lines.isEmpty()) {
      return "No entries.\n";
    }
    Table table = new Table("TIME", "ENTRY", "WHO", "CAUSE", "WHAT", "WHY");
    lines.forEach(line -> table.row(line.cells()));
    return table.toString();
  }

  /** For programs: the full entries. */
  public List<Map<String, Object>> tree() {
    return lines.stream().map(LogLine::tree).toList();
  }
}
