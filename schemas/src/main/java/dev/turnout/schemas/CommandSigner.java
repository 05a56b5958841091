package dev.turnout.schemas;

import java.util.List;
import org.apache.kafka.common.header.Header;

/** Says in a command's headers who wrote it. Safe for all threads. */
@FunctionalInterface
public interface CommandSigner {

  /** Commands that anybody could have written. */
  CommandSigner NONE = (topic, recordKey, value) -> List.of();

  /**
   * The headers to add to a command; none if it is not signed.
   *
   * @param topic where it will be written
   * @param recordKey key of the record
   * @param value of the record, as it will lie there
   */
  List<Header> sign(String topic, byte[] recordKey, byte[] value);
}
