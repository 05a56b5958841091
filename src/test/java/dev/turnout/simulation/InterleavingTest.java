package dev.turnout.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.schemas.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Kafka keeps the order within a topic, not between topics. Between two entries of the journal the
 * inputs of different topics may come in any order: what follows is the same, byte for byte.
 */
class InterleavingTest {
  private static final Topics TOPICS = Topics.standard();
  private static final Simulation WORLD = played();

  @Property(tries = 20, shrinking = ShrinkingMode.OFF, seed = "1")
  void shouldDecideTheSameInWhateverOrderTheTopicsComeBetweenTwoEntries(@ForAll long seed) {
    // given
    Random random = new Random(seed);
    Map<InputTopic, Deque<Received>> unread = inputs();
    ModelProcessor processor = new ModelProcessor(Simulation.FRAUD);
    List<JournalEntry> recorded = WORLD.onlooker().records();
    List<JournalEntry> again = new ArrayList<>();

    // when
    while (again.size() < recorded.size()) {
      JournalEntry next = recorded.get(again.size());
      Input cause = takeGap(next, processor, unread, random);
      for (Entry entry : processor.process(cause)) {
        EntryHash head =
            again.isEmpty() ? EntryHash.NONE : EntryHash.of(again.get(again.size() - 1));
        again.add(
            JournalCodec.write(Simulation.FRAUD, entry, next.getCause(), next.getConsumed(), head));
      }
    }

    // then
    for (int i = 0; i < recorded.size(); i++) {
      assertThat(EntryHash.bytes(again.get(i)))
          .as("entry %d, seed %d", i + 1, seed)
          .isEqualTo(EntryHash.bytes(recorded.get(i)));
    }
  }

  /**
   * Absorbs all but the cause, in an order by chance that keeps each topic's; returns the cause.
   */
  private static Input takeGap(
      JournalEntry next,
      ModelProcessor processor,
      Map<InputTopic, Deque<Received>> unread,
      Random random) {
    Positions end = Positions.of(next.getConsumed());
    List<InputTopic> turns = new ArrayList<>();
    for (InputTopic topic : InputTopic.values()) {
      unread.get(topic).stream()
          .filter(received -> received.offset() < end.of(topic) && !isCause(received, next))
          .forEach(received -> turns.add(topic));
    }
    Collections.shuffle(turns, random);
    turns.forEach(topic -> processor.absorb(unread.get(topic).remove().input().orElseThrow()));
    return unread.values().stream()
        .flatMap(queue -> queue.stream().limit(1))
        .filter(received -> isCause(received, next))
        .findFirst()
        .flatMap(cause -> unread.get(cause.topic()).remove().input())
        .orElseThrow();
  }

  private static boolean isCause(Received received, JournalEntry entry) {
    return received.topic().nameIn(TOPICS).equals(entry.getCause().getTopic())
        && received.offset() == entry.getCause().getOffset();
  }

  private static Map<InputTopic, Deque<Received>> inputs() {
    InputDecoder decoder = new InputDecoder(TOPICS, 1, new PlainSerde());
    Map<InputTopic, Deque<Received>> inputs = new EnumMap<>(InputTopic.class);
    for (InputTopic topic : InputTopic.values()) {
      Deque<Received> queue = new ArrayDeque<>();
      WORLD
          .broker()
          .committed(topic.nameIn(TOPICS))
          .forEach(record -> queue.add(decoder.decode(record)));
      inputs.put(topic, queue);
    }
    return inputs;
  }

  private static Simulation played() {
    Simulation world = new Simulation(10);
    world.bus().breakBy(new Repeat(Victims.of(Message.Kind.AGENT).each(7), ofSeconds(3)));
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.quickCanary()));
    world.at(ofSeconds(90), () -> world.node("node-2").crash());
    world.at(ofSeconds(120), () -> world.node("node-2").restartWithProxy());
    world.at(ofSeconds(121), () -> world.rereadRoutes("node-2"));
    world.run(ofMinutes(7));
    return world;
  }
}
