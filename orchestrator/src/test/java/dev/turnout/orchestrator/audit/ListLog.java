package dev.turnout.orchestrator.audit;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A log of records that a test made up. */
public final class ListLog implements RecordLog {
  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final Iterator<ConsumerRecord<byte[], byte[]>> left;
  private final int behind;

  /**
   * @param behind how far the end is behind the last record: 1, or 2 behind the mark of a
   *     transaction
   */
  public ListLog(List<ConsumerRecord<byte[], byte[]>> records, int behind) {
    this.records = List.copyOf(records);
    this.left = this.records.iterator();
    this.behind = behind;
  }

  @Override
  public long begin() {
    return records.isEmpty() ? 0 : records.get(0).offset();
  }

  @Override
  public long end() {
    return records.isEmpty() ? 0 : records.get(records.size() - 1).offset() + behind;
  }

  @Override
  public Optional<ConsumerRecord<byte[], byte[]>> next() {
    return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
  }

  @Override
  public void close() {}
}
