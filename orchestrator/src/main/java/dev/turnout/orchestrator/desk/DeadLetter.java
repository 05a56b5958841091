package dev.turnout.orchestrator.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record that cannot be used, as it came, with the reason.
 *
 * @param reason what was expected and what came
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {

  /** Where it came from and why, under {@code turnout.*}. */
  List<Header> headers() {
    return List.of(
        header("turnout.reason", reason),
        header("turnout.topic", record.topic()),
        header("turnout.partition", Integer.toString(record.partition())),
        header("turnout.offset", Long.toString(record.offset())),
        header("turnout.timestamp", Long.toString(record.timestamp())));
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(UTF_8));
  }
}
