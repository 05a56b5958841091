package dev.turnout.notify.message;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeLost;
import dev.turnout.events.Outcome;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutPaused;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.notify.message.Notice.Tone;
import dev.turnout.output.RecordTree;
import dev.turnout.view.EventWords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Makes notices of journal entries, each model's in their order. */
public final class Notices {
  private final String source;
  private final Map<String, EventWords> words = new HashMap<>();

  /**
   * Makes notices of this source.
   *
   * @param source a URI reference that tells this installation from others
   */
  public Notices(String source) {
    this.source = source;
  }

  /** The notice of an entry. The numbers behind a verdict are left to {@code turnout explain}. */
  public Notice of(JournalEntry entry) {
    SpecificRecord event = (SpecificRecord) entry.getEvent();
    EventWords.Told told =
        words.computeIfAbsent(entry.getModel(), model -> new EventWords(List.of())).of(entry);
    return new Notice(
        source,
        entry.getModel() + ":" + entry.getSequence(),
        entry.getModel(),
        typeOf(event.getSchema().getName()),
        Instant.ofEpochMilli(entry.getAtMs()),
        tone(event),
        told.what(),
        told.why().orElse(""),
        RecordTree.of(event, Set.of("evidence")));
  }

  /** {@code RolloutEnded} is {@code rollout-ended}. */
  public static String typeOf(String event) {
    return event.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** The types of all entries, in the order of their words. */
  public static List<String> types() {
    return JournalEntry.getClassSchema().getField("event").schema().getTypes().stream()
        .map(type -> typeOf(type.getName()))
        .sorted()
        .toList();
  }

  private static Tone tone(SpecificRecord event) {
    if (event instanceof RolloutEnded ended) {
      return tone(ended.getOutcome());
    }
    if (event instanceof RolloutTurnedBack) {
      return Tone.BAD;
    }
    return event instanceof RolloutPaused || event instanceof NodeLost
        ? Tone.WARNING
        : Tone.NEUTRAL;
  }

  private static Tone tone(Outcome outcome) {
    return switch (outcome) {
      case ROLLED_BACK -> Tone.BAD;
      case ABORTED, SUPERSEDED, INCONCLUSIVE -> Tone.WARNING;
      default -> Tone.GOOD;
    };
  }
}
