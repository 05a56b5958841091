package dev.turnout.simulation;

import dev.turnout.orchestrator.desk.Positions;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Logs with one partition each, that keep what Kafka promises: records stay in their order and
 * carry the broker's time; those of a transaction are seen all or not at all, with the offsets that
 * were committed in it; who lost the partition commits nothing any more.
 */
public final class Broker {
  /** The broker does not answer. */
  public static final class Away extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Another member owns the partition. */
  public static final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  /** What one transaction writes. */
  private static final class Transaction {
    private State state = State.OPEN;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  }

  /** A record, or the mark with which a transaction ends, which nobody sees. */
  private record Slot(
      Optional<ConsumerRecord<byte[], byte[]>> record, Optional<Transaction> transaction) {
    boolean isOpen() {
      return transaction.filter(one -> one.state == State.OPEN).isPresent();
    }

    boolean isVisible() {
      return transaction.filter(one -> one.state != State.COMMITTED).isEmpty();
    }
  }

  private final Map<String, List<Slot>> logs = new HashMap<>();
  private final Map<String, Map<ByteBuffer, ConsumerRecord<byte[], byte[]>>> newest =
      new HashMap<>();
  private Positions committed = new Positions();
  private Optional<Member> owner = Optional.empty();
  private Instant clock = Instant.MIN;
  private boolean up = true;

  /** From now on nothing can be read or written, until it is {@link #start started}. */
  void stop() {
    up = false;
  }

  void start() {
    up = true;
  }

  /** Whether it answers. */
  public boolean isUp() {
    return up;
  }

  /** Appends a record outside of any transaction. */
  void append(String topic, byte[] key, byte[] value, Instant at) {
    requireUp();
    add(topic, key, value, at, Optional.empty());
  }

  /**
   * A new member takes the partition over: what the one before left open is taken back, and it is
   * fenced.
   */
  Member join() {
    requireUp();
    owner.ifPresent(Member::end);
    Member member = new Member();
    owner = Optional.of(member);
    return member;
  }

  /** What the group consumed, in committed transactions. */
  public Positions committed() {
    requireUp();
    Positions copy = new Positions();
    copy.advance(committed);
    return copy;
  }

  /** All records of a topic that readers of committed records see. */
  public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return new Reader(topic, 0).poll();
  }

  /** The newest committed record of each key: what compaction leaves of a topic. */
  List<ConsumerRecord<byte[], byte[]>> newest(String topic) {
    requireUp();
    return List.copyOf(newest.getOrDefault(topic, Map.of()).values());
  }

  /** Reads a topic from an offset on. */
  Reader read(String topic, long from) {
    return new Reader(topic, from);
  }

  private void requireUp() {
    if (!up) {
      throw new Away();
    }
  }

  private List<Slot> log(String topic) {
    return logs.computeIfAbsent(topic, t -> new ArrayList<>());
  }

  private ConsumerRecord<byte[], byte[]> add(
      String topic, byte[] key, byte[] value, Instant at, Optional<Transaction> transaction) {
    clock = at.isAfter(clock) ? at : clock;
    List<Slot> log = log(topic);
    var record =
        new ConsumerRecord<>(
            topic,
            0,
            log.size(),
            clock.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            key.length,
            value.length,
            key,
            value,
            new RecordHeaders(),
            Optional.empty());
    log.add(new Slot(Optional.of(record), transaction));
    return record;
  }

  /** Who owns the partition: writes in transactions. */
  final class Member {
    private Optional<Transaction> open = Optional.empty();
    private boolean fenced;

    void begin() {
      requireMine();
      open = Optional.of(new Transaction());
    }

    void write(String topic, byte[] key, byte[] value, Instant at) {
      requireMine();
      open.orElseThrow().records.add(add(topic, key, value, at, open));
    }

    /** All that was written, and the offsets with it. */
    void commit(Positions consumed) {
      requireMine();
      close(State.COMMITTED)
          .records
          .forEach(
              record ->
                  newest
                      .computeIfAbsent(record.topic(), t -> new LinkedHashMap<>())
                      .put(ByteBuffer.wrap(record.key()), record));
      committed = new Positions();
      committed.advance(consumed);
    }

    private void end() {
      if (open.isPresent()) {
        var unused = close(State.ABORTED);
      }
      fenced = true;
    }

    private Transaction close(State state) {
      Transaction transaction = open.orElseThrow();
      transaction.state = state;
      transaction.records.stream()
          .map(ConsumerRecord::topic)
          .distinct()
          .forEach(topic -> log(topic).add(new Slot(Optional.empty(), open)));
      open = Optional.empty();
      return transaction;
    }

    private void requireMine() {
      requireUp();
      if (fenced) {
        throw new Fenced();
      }
    }
  }

  /** Reads committed records, up to the first one of an open transaction. */
  final class Reader {
    private final String topic;
    private long position;

    private Reader(String topic, long from) {
      this.topic = topic;
      this.position = from;
    }

    List<ConsumerRecord<byte[], byte[]>> poll() {
      requireUp();
      List<Slot> log = log(topic);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (position < log.size() && !log.get((int) position).isOpen()) {
        Slot slot = log.get((int) position);
        if (slot.isVisible()) {
          slot.record().ifPresent(records::add);
        }
        position++;
      }
      return records;
    }
  }
}
