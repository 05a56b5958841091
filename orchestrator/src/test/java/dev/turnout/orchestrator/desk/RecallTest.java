package dev.turnout.orchestrator.desk;

import static dev.turnout.orchestrator.desk.Inputs.at;
import static dev.turnout.orchestrator.desk.Inputs.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeLost;
import dev.turnout.events.RolloutState;
import dev.turnout.schemas.RecordTypes;
import dev.turnout.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States are written by turns; who goes on from them reads the rest from the inputs again. */
class RecallTest {
  private static final Topics TOPICS = Topics.standard();
  private static final int MODELS = 3 * Outbox.STATES_AT_A_TIME;

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  /** What is committed, and who works on it. */
  private static final class Owner {
    private final List<JournalEntry> journal = new ArrayList<>();
    private final Map<String, RolloutState> states = new TreeMap<>();
    private final List<Received> inputs;
    private Positions committed = new Positions();
    private Outbox outbox = new Outbox(TOPICS);
    private PartitionDesk desk = new PartitionDesk(1, TOPICS, DeskMeter.NONE, Heritage.none());
    private int recalled;
    private int unread;

    Owner(List<Received> inputs) {
      this.inputs = inputs;
    }

    boolean isDone() {
      return index(desk.consumed()) == inputs.size();
    }

    void takeNext() {
      desk.take(inputs.get(index(desk.consumed())), false, outbox);
      if (outbox.isUrgent()) {
        commit(outbox.drainUrgent());
      }
    }

    List<Outgoing> progress() {
      List<Outgoing> written = outbox.drain();
      commit(written);
      return written;
    }

    private void commit(List<Outgoing> records) {
      for (Outgoing record : records) {
        if (record.message() instanceof JournalEntry entry) {
          journal.add(entry);
        } else if (record.message() instanceof RolloutState state) {
          states.put(state.getModel(), state);
        }
      }
      committed = new Positions();
      committed.advance(desk.consumed());
    }

    void dieAndGoOn() {
      Heritage heritage = Heritage.of(states.values(), committed);
      outbox = new Outbox(TOPICS);
      desk = new PartitionDesk(1, TOPICS, DeskMeter.NONE, heritage);
      int from = index(heritage.from());
      int to = index(heritage.consumed());
      HeldInputs held = new HeldInputs(heritage);
      for (Received input : inputs.subList(from, to)) {
        unread += held.has(input) ? 1 : 0;
        desk.recall(held.has(input) ? unread(input) : input, false, outbox);
      }
      recalled += to - from;
    }

    private static Received unread(Received input) {
      return Received.unread(input.topic(), input.record(), input.at());
    }
  }

  /** The first offset is 1. */
  private static int index(Positions positions) {
    return (int) Math.max(0, positions.of(InputTopic.AGENTS) - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldDecideAfterARecallAsIfNobodyHadDied(long seed) {
    // given
    Random random = new Random(seed);
    List<Received> inputs = heartbeats(random, 4_000);
    Owner calm = new Owner(inputs);
    Owner troubled = new Owner(inputs);
    // when
    while (!calm.isDone()) {
      calm.takeNext();
    }
    while (!troubled.isDone()) {
      troubled.takeNext();
      if (random.nextInt(50) == 0) {
        var unused = troubled.progress();
      }
      if (random.nextInt(100) == 0) {
        troubled.dieAndGoOn();
      }
    }
    // then
    assertThat(calm.journal)
        .extracting(JournalEntry::getEvent)
        .hasAtLeastOneElementOfType(NodeLost.class);
    assertThat(troubled.unread).isPositive().isLessThan(troubled.recalled);
    assertThat(troubled.journal).isEqualTo(calm.journal);
  }

  @Test
  void shouldWriteStatesByTurnsUntilNoneIsMissing() {
    // given
    Owner owner = new Owner(heartbeatsOfAll(2));
    while (!owner.isDone()) {
      owner.takeNext();
    }
    // when
    List<Integer> written = new ArrayList<>();
    while (!owner.outbox.isEmpty()) {
      written.add(owner.progress().size());
    }
    owner.dieAndGoOn();
    // then
    assertThat(written).containsExactly(32, 32, 32);
    assertThat(owner.recalled).isZero();
  }

  @Test
  void shouldReadFromTheFirstInputThatAStateDoesNotHave() {
    // given
    Owner owner = new Owner(heartbeatsOfAll(2));
    while (!owner.isDone()) {
      owner.takeNext();
    }
    var unused = owner.progress();
    // when
    owner.dieAndGoOn();
    // then
    assertThat(owner.recalled).isEqualTo(2 * Outbox.STATES_AT_A_TIME);
  }

  /** Nodes of many models; of some of them nothing is heard for a while. */
  private static List<Received> heartbeats(Random random, int count) {
    List<Received> inputs = new ArrayList<>();
    double now = 0;
    for (int offset = 1; offset <= count; offset++) {
      now += random.nextDouble() * 0.2;
      String model = "model-" + (int) (MODELS * random.nextDouble() * random.nextDouble());
      inputs.add(heartbeat(model, "node-" + random.nextInt(2), offset, at(now)));
    }
    return inputs;
  }

  private static List<Received> heartbeatsOfAll(int rounds) {
    List<Received> inputs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int model = 0; model < MODELS; model++) {
        inputs.add(heartbeat("model-" + model, "node-1", inputs.size() + 1, at(round)));
      }
    }
    return inputs;
  }
}
