package dev.turnout.orchestrator.desk;

import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record to write.
 *
 * @param topic its name
 * @param partition the one of the inputs from which it follows; empty for that of its key
 * @param key null only for a dead letter that came without one
 * @param value a message, or bytes that are written as they are
 */
public record Outgoing(
    String topic,
    OptionalInt partition,
    byte @Nullable [] key,
    @Nullable Object value,
    List<Header> headers) {

  /** The message to encode; null if the value is bytes or missing. */
  public @Nullable SpecificRecord message() {
    return value instanceof SpecificRecord message ? message : null;
  }
}
