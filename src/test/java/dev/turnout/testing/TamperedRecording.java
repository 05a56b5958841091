package dev.turnout.testing;

import dev.turnout.orchestrator.audit.RecordLog;
import dev.turnout.orchestrator.audit.Recording;
import dev.turnout.schemas.Topics;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** A recording in which somebody has changed headers since. */
public record TamperedRecording(Recording whole, Consumer<ConsumerRecord<byte[], byte[]>> change)
    implements Recording {

  @Override
  public Topics topics() {
    return whole.topics();
  }

  @Override
  public int partitions() {
    return whole.partitions();
  }

  @Override
  public RecordLog open(String topic, int partition) {
    return new Log(whole.open(topic, partition), change);
  }

  @Override
  public Deserializer<Object> values() {
    return whole.values();
  }

  private record Log(RecordLog log, Consumer<ConsumerRecord<byte[], byte[]>> change)
      implements RecordLog {

    @Override
    public long begin() {
      return log.begin();
    }

    @Override
    public long end() {
      return log.end();
    }

    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
      Optional<ConsumerRecord<byte[], byte[]>> next = log.next();
      next.ifPresent(change);
      return next;
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
