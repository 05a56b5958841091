package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A value without parts in {@link RecordJson}. */
final class ScalarForm implements JsonForm {

  private interface Writer {
    void write(JsonGenerator json, Object value) throws IOException;
  }

  private interface Reader {
    Object read(JsonParser json) throws IOException;
  }

  private final Class<?> type;
  private final Writer writer;
  private final Reader reader;

  private ScalarForm(Class<?> type, Writer writer, Reader reader) {
    this.type = type;
    this.writer = writer;
    this.reader = reader;
  }

  static ScalarForm of(Class<?> type) {
    if (type == double.class || type == Double.class) {
      return new ScalarForm(
          type, (json, value) -> JsonNumbers.write(json, (Double) value), JsonNumbers::read);
    }
    if (type == long.class || type == Long.class) {
      return new ScalarForm(
          type, (json, value) -> json.writeNumber((Long) value), JsonParser::getLongValue);
    }
    if (type == int.class || type == Integer.class) {
      return new ScalarForm(
          type, (json, value) -> json.writeNumber((Integer) value), JsonParser::getIntValue);
    }
    if (type == boolean.class) {
      return new ScalarForm(
          type, (json, value) -> json.writeBoolean((Boolean) value), JsonParser::getBooleanValue);
    }
    if (type == String.class) {
      return new ScalarForm(type, (json, value) -> json.writeString((String) value), Tokens::text);
    }
    if (type == Instant.class) {
      return new ScalarForm(type, JsonTimes::writeInstant, JsonTimes::readInstant);
    }
    if (type == Duration.class) {
      return new ScalarForm(type, JsonTimes::writeDuration, JsonTimes::readDuration);
    }
    if (type.isEnum()) {
      return ofEnum(type);
    }
    throw new IllegalStateException("No JSON for a " + type.getName());
  }

  private static ScalarForm ofEnum(Class<?> type) {
    Map<String, Object> constants =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(constant -> ((Enum<?>) constant).name(), one -> one));
    return new ScalarForm(
        type,
        (json, value) -> json.writeString(((Enum<?>) value).name()),
        json -> constant(type, constants, Tokens.text(json)));
  }

  private static Object constant(Class<?> type, Map<String, Object> constants, String name) {
    Object constant = constants.get(name);
    if (constant == null) {
      throw new IllegalArgumentException(
          "Expected a %s, but got '%s'".formatted(type.getSimpleName(), name));
    }
    return constant;
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    writer.write(json, value);
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    return reader.read(json);
  }

  @Override
  public Object missing() {
    throw Tokens.missing(type);
  }
}
