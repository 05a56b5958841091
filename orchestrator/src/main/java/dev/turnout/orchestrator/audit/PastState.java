package dev.turnout.orchestrator.audit;

import dev.turnout.events.Cause;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.StateCodec;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.Topics;
import java.util.List;
import java.util.Map;

/** Derives the state that a model was in at any moment anew, from its journal and its inputs. */
public final class PastState {
  private final Topics topics;
  private final List<JournalEntry> journal;
  private final Until until;
  private final Replay replay;
  private final Positions consumed = new Positions();

  private PastState(
      Topics topics,
      ModelName model,
      List<JournalEntry> journal,
      Map<InputTopic, ? extends InputLog> logs,
      Until until) {
    this.topics = topics;
    this.journal = List.copyOf(journal);
    this.until = until;
    this.replay = new Replay(model, logs);
  }

  /**
   * The state at a moment, as it was published then. What was measured is incomplete as far as
   * inputs have expired.
   *
   * @param journal all entries of the model, from the first
   * @param logs of all input topics, each at its first record
   */
  public static RolloutState at(
      Topics topics,
      ModelName model,
      List<JournalEntry> journal,
      Map<InputTopic, ? extends InputLog> logs,
      Until until) {
    return new PastState(topics, model, journal, logs, until).derive();
  }

  private RolloutState derive() {
    int entries = followEntries();
    absorbRest(
        entries < journal.size()
            ? before(journal.get(entries))
            : new ConsumedOffsets(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
    EntryHash head = entries == 0 ? EntryHash.NONE : EntryHash.of(journal.get(entries - 1));
    return StateCodec.write(replay.processor(), head, consumed.message());
  }

  private int followEntries() {
    int entries = 0;
    while (entries < journal.size() && until.hasEntry(journal.get(entries))) {
      JournalEntry entry = journal.get(entries);
      replay.follow(entry, Replay.Listener.NOBODY);
      consumed.advance(Positions.of(entry.getConsumed()));
      entries++;
    }
    return entries;
  }

  private void absorbRest(ConsumedOffsets before) {
    boolean more = true;
    while (more) {
      more =
          replay.absorbNext(
              before,
              input -> {
                boolean wanted = until.hasInput(input, consumed);
                if (wanted) {
                  consumed.advance(input.topic(), input.offset() + 1);
                }
                return wanted;
              },
              Replay.Listener.NOBODY);
    }
  }

  /** What had been consumed before the input that caused the entry. */
  private ConsumedOffsets before(JournalEntry entry) {
    Cause cause = entry.getCause();
    ConsumedOffsets offsets = ConsumedOffsets.newBuilder(entry.getConsumed()).build();
    switch (InputTopic.named(cause.getTopic(), topics)) {
      case COMMANDS -> offsets.setCommands(cause.getOffset());
      case AGENTS -> offsets.setAgents(cause.getOffset());
      case METRICS -> offsets.setMetrics(cause.getOffset());
    }
    return offsets;
  }
}
