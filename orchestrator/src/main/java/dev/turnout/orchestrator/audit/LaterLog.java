package dev.turnout.orchestrator.audit;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A log without its first records.
 *
 * @param log all of it
 * @param from offset of the first that is wanted
 */
record LaterLog(RecordLog log, long from) implements RecordLog {

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
    while (next.isPresent() && next.get().offset() < from) {
      next = log.next();
    }
    return next;
  }

  @Override
  public void close() {
    log.close();
  }
}
