package dev.turnout.orchestrator.audit;

import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.routing.ModelName;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Follows a model's journal from its first entry: takes the inputs that had been consumed before an
 * entry, then the entry as it was recorded. After each of them {@link #processor} is what the
 * orchestrator's was, as far as the inputs are still there.
 *
 * <p>The state follows from the entries alone, so inputs that have expired only leave gaps in what
 * was measured.
 */
public final class Replay {

  /** Watches a replay. */
  public interface Listener {
    /** Watches nothing. */
    Listener NOBODY = new Listener() {};

    /** An input was taken. */
    default void absorbed(Input input) {}

    /** The inputs before an entry were taken, and the entry is next. */
    default void before(JournalEntry entry) {}

    /** An entry was taken. */
    default void after(JournalEntry entry) {}
  }

  private final ModelProcessor processor;
  private final Map<InputTopic, InputLog> logs;

  /**
   * @param logs of all input topics, each at its first record
   */
  public Replay(ModelName model, Map<InputTopic, ? extends InputLog> logs) {
    this.processor = new ModelProcessor(model);
    this.logs = new EnumMap<>(logs);
  }

  /** The state so far. */
  public ModelProcessor processor() {
    return processor;
  }

  /** Takes the next entry of the journal, with all that came before it. */
  public void follow(JournalEntry entry, Listener listener) {
    absorb(entry.getConsumed(), listener);
    listener.before(entry);
    processor.follow(JournalCodec.read(entry));
    listener.after(entry);
  }

  /** Takes the inputs before these offsets that were not taken yet, by their times. */
  public void absorb(ConsumedOffsets before, Listener listener) {
    boolean more = true;
    while (more) {
      more = absorbNext(before, input -> true, listener);
    }
  }

  /**
   * Takes the earliest input before these offsets that was not taken yet, if it is wanted.
   *
   * @return false if nothing was taken
   */
  public boolean absorbNext(
      ConsumedOffsets before, Predicate<Received> isWanted, Listener listener) {
    Optional<Received> next = earliest(before).filter(isWanted);
    next.ifPresent(
        received -> {
          log(received.topic()).take();
          received.input().ifPresent(input -> absorb(input, listener));
        });
    return next.isPresent();
  }

  private void absorb(Input input, Listener listener) {
    processor.absorb(input);
    listener.absorbed(input);
  }

  private Optional<Received> earliest(ConsumedOffsets before) {
    return logs.keySet().stream()
        .flatMap(topic -> log(topic).peek(end(topic, before)).stream())
        .min(Comparator.comparing(Received::at));
  }

  private InputLog log(InputTopic topic) {
    return Objects.requireNonNull(logs.get(topic), "a topic with a log");
  }

  private static long end(InputTopic topic, ConsumedOffsets offsets) {
    return switch (topic) {
      case COMMANDS -> offsets.getCommands();
      case AGENTS -> offsets.getAgents();
      case METRICS -> offsets.getMetrics();
    };
  }
}
