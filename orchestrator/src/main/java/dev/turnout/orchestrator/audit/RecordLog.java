package dev.turnout.orchestrator.audit;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The committed records of one partition of one topic, read once. */
public interface RecordLog extends AutoCloseable {

  /** Offset of the oldest record that is still there: what lay before it has expired. */
  long begin();

  /** Offset behind the newest record that there was when the log was opened. */
  long end();

  /**
   * The next record as it came. May wait for the broker, but not for records that are not there
   * yet.
   *
   * @return empty at the end
   */
  Optional<ConsumerRecord<byte[], byte[]>> next();

  @Override
  void close();
}
