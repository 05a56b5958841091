package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Times in {@link RecordJson}: nanoseconds (since 1970), which are read in a fraction of the time
 * of a text, or a text where they are too many for a number. Before format 3 all were texts.
 */
final class JsonTimes {

  private static final long NANOS = 1_000_000_000;

  /** Seconds whose nanoseconds surely fit into a number: 292 years. */
  private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS - 1;

  private JsonTimes() {}

  static void writeInstant(JsonGenerator json, Object value) throws IOException {
    Instant time = (Instant) value;
    write(json, time.getEpochSecond(), time.getNano(), time);
  }

  static void writeDuration(JsonGenerator json, Object value) throws IOException {
    Duration time = (Duration) value;
    write(json, time.getSeconds(), time.getNano(), time);
  }

  private static void write(JsonGenerator json, long seconds, int nanos, Object time)
      throws IOException {
    if (seconds >= -MOST_SECONDS && seconds <= MOST_SECONDS) {
      json.writeNumber(seconds * NANOS + nanos);
    } else {
      json.writeString(time.toString());
    }
  }

  static Object readInstant(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.VALUE_STRING)
        ? parse(json.getText(), Instant::parse)
        : Instant.ofEpochSecond(0, json.getLongValue());
  }

  static Object readDuration(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.VALUE_STRING)
        ? parse(json.getText(), Duration::parse)
        : Duration.ofNanos(json.getLongValue());
  }

  private static Object parse(String text, Function<String, Object> parser) {
    try {
      return parser.apply(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("Expected a time, but got '" + text + "'", e);
    }
  }
}
