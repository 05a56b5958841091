package dev.turnout.simulation;

import static java.util.Objects.requireNonNull;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.desk.Alignment;
import dev.turnout.orchestrator.desk.DeskMeter;
import dev.turnout.orchestrator.desk.Heritage;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Outbox;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.orchestrator.desk.PartitionDesk;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The loop of an orchestrator, as {@code Session} runs it: polls, decides and commits, and keeps
 * nothing in memory that the bus does not have. Each decision is a transaction of its own.
 */
public final class SimOrchestrator {
  private static final Topics TOPICS = Topics.standard();
  private static final Duration PROGRESS = Duration.ofSeconds(3);

  /** Where in its work an orchestrator can die. */
  public enum Stage {
    /** Decided in memory; nothing is written. */
    DECIDED,
    /** Some of the records are written, in an open transaction. */
    WRITING,
    /** Committed; nothing happened since. */
    COMMITTED
  }

  /** Looks on while decisions are committed. */
  @FunctionalInterface
  public interface Watch {
    /**
     * A stage was reached.
     *
     * @param batch what the transaction writes
     * @param written how many of its records are written
     * @throws Killed to end the orchestrator here
     * @throws Stopped to stop it here, before anything is written
     */
    void reached(Stage stage, List<Outgoing> batch, int written);
  }

  /** The process ends at once. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean startedAgain;

    /**
     * @param startedAgain whether another process takes its place at once
     */
    public Killed(boolean startedAgain) {
      this.startedAgain = startedAgain;
    }
  }

  /** The process is stopped, and does not know it. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Work that a stopped process has before it. */
  private record Unfinished(Memory memory, List<Outgoing> batch) {}

  /** What a process knows; gone with it. */
  private record Memory(
      Broker.Member member,
      PartitionDesk desk,
      Map<InputTopic, Broker.Reader> readers,
      Alignment alignment,
      Outbox outbox) {}

  private final Broker broker;
  private final PlainSerde serde = new PlainSerde();
  private final InputDecoder decoder = new InputDecoder(TOPICS, 1, serde);
  private Watch watch = (stage, batch, written) -> {};
  private Optional<Memory> memory = Optional.empty();
  private Optional<Unfinished> unfinished = Optional.empty();
  private Instant committedAt = Instant.MIN;
  private boolean up = true;
  private int restartsAfter;
  private int inputs;

  SimOrchestrator(Broker broker) {
    this.broker = broker;
  }

  /** From now on somebody looks on, in the place of who did before. */
  public void watch(Watch newWatch) {
    watch = newWatch;
  }

  /** From now on the process ends after so many inputs, again and again. */
  void restartAfterEach(int count) {
    restartsAfter = count;
  }

  /** The process ends between two turns. */
  public void crash() {
    up = false;
    memory = Optional.empty();
  }

  /** A process starts, and knows what the bus knows. */
  public void start() {
    up = true;
  }

  public boolean isUp() {
    return up;
  }

  /** Whether it has taken all that was there at its last turn. */
  public boolean isCaughtUp() {
    return up && memory.isPresent();
  }

  /**
   * A stopped process goes on with what it was about to write.
   *
   * @return whether the broker took it
   */
  public boolean wakeUp(Instant now) {
    Unfinished work = unfinished.orElseThrow();
    try {
      write(work.memory(), work.batch(), now);
      return true;
    } catch (Broker.Fenced e) {
      crash();
      return false;
    }
  }

  /** Takes everything that is there, if it is up and the broker too. */
  void turn(Instant now) {
    while (up) {
      try {
        work(now);
        return;
      } catch (Killed e) {
        memory = Optional.empty();
        up = e.startedAgain;
      } catch (Broker.Away e) {
        memory = Optional.empty();
        return;
      } catch (Broker.Fenced | Stopped e) {
        crash();
      }
    }
  }

  private void work(Instant now) {
    if (memory.isEmpty()) {
      memory = Optional.of(restored());
      committedAt = now;
    }
    Memory known = memory.orElseThrow();
    for (Received received : arrivals(known)) {
      inputs++;
      boolean restarts = restartsAfter > 0 && inputs % restartsAfter == 0;
      Memory mine = memory.orElseThrow();
      mine.desk().take(received, false, mine.outbox());
      if (mine.outbox().isUrgent() || restarts) {
        commit(mine, now);
      }
      if (restarts) {
        memory = Optional.of(restored());
      }
    }
    Memory mine = memory.orElseThrow();
    mine.desk().tickDue(now).ifPresent(order -> mine.outbox().tick(0, order.tick()));
    if (mine.outbox().isUrgent() || !now.isBefore(committedAt.plus(PROGRESS))) {
      commit(mine, now);
    }
  }

  private List<Received> arrivals(Memory known) {
    for (Broker.Reader reader : known.readers().values()) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
        known.alignment().add(decoder.decode(record));
      }
    }
    return known.alignment().take(topic -> true, 0);
  }

  private void commit(Memory known, Instant now) {
    if (known.outbox().isEmpty()) {
      return;
    }
    boolean due = !now.isBefore(committedAt.plus(PROGRESS));
    List<Outgoing> batch = due ? known.outbox().drain() : known.outbox().drainUrgent();
    committedAt = due ? now : committedAt;
    unfinished = Optional.of(new Unfinished(known, batch));
    watch.reached(Stage.DECIDED, batch, 0);
    write(known, batch, now);
    watch.reached(Stage.COMMITTED, batch, batch.size());
  }

  private void write(Memory known, List<Outgoing> batch, Instant now) {
    known.member().begin();
    for (int i = 0; i < batch.size(); i++) {
      Outgoing record = batch.get(i);
      byte[] value = serde.serialize(record.topic(), requireNonNull(record.value()));
      known.member().write(record.topic(), requireNonNull(record.key()), value, now);
      watch.reached(Stage.WRITING, batch, i + 1);
    }
    known.member().commit(known.desk().consumed());
  }

  /** As the real one: the group's offsets, and the newest state of each model. */
  private Memory restored() {
    Broker.Member member = broker.join();
    List<RolloutState> states = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.newest(TOPICS.rollouts())) {
      states.add((RolloutState) serde.deserialize(record.topic(), record.value()));
    }
    Heritage heritage = Heritage.of(states, broker.committed());
    var desk = new PartitionDesk(0, TOPICS, DeskMeter.NONE, heritage);
    var outbox = new Outbox(TOPICS);
    recalled(heritage).forEach(received -> desk.recall(received, false, outbox));
    return new Memory(member, desk, readers(heritage.consumed()), new Alignment(), outbox);
  }

  /** What was consumed, but is not in all states. */
  private List<Received> recalled(Heritage heritage) {
    Alignment alignment = new Alignment();
    for (Broker.Reader reader : readers(heritage.from()).values()) {
      reader.poll().stream()
          .map(decoder::decode)
          .filter(received -> received.offset() < heritage.consumed().of(received.topic()))
          .forEach(alignment::add);
    }
    return alignment.take(topic -> true, 0);
  }

  private Map<InputTopic, Broker.Reader> readers(Positions positions) {
    Map<InputTopic, Broker.Reader> readers = new EnumMap<>(InputTopic.class);
    for (InputTopic topic : InputTopic.values()) {
      readers.put(topic, broker.read(topic.nameIn(TOPICS), positions.of(topic)));
    }
    return readers;
  }
}
