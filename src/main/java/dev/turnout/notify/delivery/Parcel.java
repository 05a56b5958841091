package dev.turnout.notify.delivery;

import dev.turnout.notify.message.Notice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A notice, and where it stands in the journal.
 *
 * @param origin the journal's record, to be kept if the notice cannot be brought
 */
record Parcel(Notice notice, ConsumerRecord<byte[], byte[]> origin) {
  TopicPartition partition() {
    return new TopicPartition(origin.topic(), origin.partition());
  }

  long offset() {
    return origin.offset();
  }
}
