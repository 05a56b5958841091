package dev.turnout.orchestrator.desk;

import dev.turnout.events.ConsumedOffsets;
import java.util.EnumMap;
import java.util.Map;

/** Next offset of each input topic in one partition: what was consumed so far. */
public final class Positions {

  private final Map<InputTopic, Long> next = new EnumMap<>(InputTopic.class);

  public Positions() {
    for (InputTopic topic : InputTopic.values()) {
      next.put(topic, 0L);
    }
  }

  public static Positions of(ConsumedOffsets offsets) {
    var positions = new Positions();
    positions.advance(InputTopic.COMMANDS, offsets.getCommands());
    positions.advance(InputTopic.AGENTS, offsets.getAgents());
    positions.advance(InputTopic.METRICS, offsets.getMetrics());
    return positions;
  }

  public long of(InputTopic topic) {
    return next.getOrDefault(topic, 0L);
  }

  /** Moves forward; an earlier offset changes nothing. */
  public void advance(InputTopic topic, long offset) {
    next.merge(topic, offset, Math::max);
  }

  /** The same, but this offset in one of the topics. */
  public Positions upTo(InputTopic topic, long offset) {
    var positions = new Positions();
    positions.next.putAll(next);
    positions.next.put(topic, offset);
    return positions;
  }

  public void advance(Positions other) {
    other.next.forEach(this::advance);
  }

  public ConsumedOffsets message() {
    return new ConsumedOffsets(
        of(InputTopic.COMMANDS), of(InputTopic.METRICS), of(InputTopic.AGENTS));
  }
}
