package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The inputs of one partition in the order of their times; within a topic as they lie. */
final class InputMerge implements AutoCloseable {

  private final Map<InputTopic, RecordLog> logs = new EnumMap<>(InputTopic.class);
  private final Map<InputTopic, Optional<ConsumerRecord<byte[], byte[]>>> heads =
      new EnumMap<>(InputTopic.class);

  InputMerge(Recording recording, int partition, Positions from) {
    try {
      for (InputTopic topic : InputTopic.values()) {
        String name = topic.nameIn(recording.topics());
        RecordLog log = recording.open(name, partition, from.of(topic));
        logs.put(topic, log);
        heads.put(topic, log.next());
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Offset of the oldest record of a topic that is still there. */
  long begin(InputTopic topic) {
    return log(topic).begin();
  }

  /** Offset behind the newest record of a topic. */
  long end(InputTopic topic) {
    return log(topic).end();
  }

  /** About how many records there are from these offsets on. */
  long count(Positions from) {
    long count = 0;
    for (InputTopic topic : InputTopic.values()) {
      count += end(topic) - Math.max(begin(topic), from.of(topic));
    }
    return Math.max(0, count);
  }

  /**
   * Takes the earliest record that lies before these offsets; of equal times, the first topic's.
   */
  Optional<ConsumerRecord<byte[], byte[]>> next(Positions before) {
    InputTopic earliest = null;
    long time = Long.MAX_VALUE;
    for (InputTopic topic : InputTopic.values()) {
      ConsumerRecord<byte[], byte[]> head = head(topic).orElse(null);
      if (head != null && head.offset() < before.of(topic) && head.timestamp() < time) {
        earliest = topic;
        time = head.timestamp();
      }
    }
    return earliest == null ? Optional.empty() : Optional.of(take(earliest));
  }

  /** Takes the next record of the topic if it has this offset. */
  Optional<ConsumerRecord<byte[], byte[]>> at(InputTopic topic, long offset) {
    return head(topic).filter(record -> record.offset() == offset).map(record -> take(topic));
  }

  private ConsumerRecord<byte[], byte[]> take(InputTopic topic) {
    ConsumerRecord<byte[], byte[]> taken = head(topic).orElseThrow();
    heads.put(topic, log(topic).next());
    return taken;
  }

  private Optional<ConsumerRecord<byte[], byte[]>> head(InputTopic topic) {
    return heads.getOrDefault(topic, Optional.empty());
  }

  private RecordLog log(InputTopic topic) {
    return java.util.Objects.requireNonNull(logs.get(topic), "a topic with a log");
  }

  @Override
  public void close() {
    logs.values().forEach(RecordLog::close);
  }
}
