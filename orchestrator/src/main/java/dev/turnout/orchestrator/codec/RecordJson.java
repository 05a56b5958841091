package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.BinWeights;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes any tree of records as JSON and reads it back exactly: doubles to the last bit, times to
 * the nanosecond. A record under a sealed type carries its simple name as {@code @type}; an empty
 * optional is null; a record of one component is the key of a map by that component. Reading goes
 * through the constructors, so their rules hold. A collection that is missing is empty, so that a
 * newer program may have one more.
 */
final class RecordJson {

  private static final String TYPE = "@type";

  /** Below this every whole number is a double of its own. */
  private static final double EXACT = 1L << 53;

  private RecordJson() {}

  static void write(JsonGenerator json, Type type, Object value) throws IOException {
    Class<?> raw = rawOf(type);
    if (raw == Optional.class) {
      Optional<?> optional = (Optional<?>) value;
      if (optional.isPresent()) {
        write(json, argument(type, 0), optional.get());
      } else {
        json.writeNull();
      }
    } else if (Map.class.isAssignableFrom(raw)) {
      writeMap(json, type, (Map<?, ?>) value);
    } else if (Collection.class.isAssignableFrom(raw) && argument(type, 0) == Double.class) {
      DoublesJson.write(json, (Collection<?>) value);
    } else if (Collection.class.isAssignableFrom(raw)) {
      json.writeStartArray();
      for (Object item : (Collection<?>) value) {
        write(json, argument(type, 0), item);
      }
      json.writeEndArray();
    } else if (value instanceof BinCounts bins) {
      BinJson.write(json, bins);
    } else if (value instanceof BinWeights bins) {
      BinJson.write(json, bins);
    } else if (value instanceof Record) {
      writeRecord(json, raw, value);
    } else {
      writeScalar(json, value);
    }
  }

  private static void writeMap(JsonGenerator json, Type type, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(RecordShape.keyText(entry.getKey()));
      write(json, argument(type, 1), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeRecord(JsonGenerator json, Class<?> declared, Object value)
      throws IOException {
    RecordShape shape = RecordShape.of(value.getClass());
    json.writeStartObject();
    if (declared.isSealed()) {
      json.writeStringField(TYPE, value.getClass().getSimpleName());
    }
    for (RecordComponent component : shape.components()) {
      json.writeFieldName(component.getName());
      write(json, component.getGenericType(), RecordShape.get(component, value));
    }
    json.writeEndObject();
  }

  private static void writeScalar(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Double number) {
      writeNumber(json, number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof OptionalDouble optional) {
      if (optional.isPresent()) {
        writeScalar(json, optional.getAsDouble());
      } else {
        json.writeNull();
      }
    } else if (value instanceof Enum<?> constant) {
      json.writeString(constant.name());
    } else if (value instanceof String || value instanceof Instant || value instanceof Duration) {
      json.writeString(value.toString());
    } else {
      throw new IllegalStateException("No JSON for a " + value.getClass().getName());
    }
  }

  static void writeNumber(JsonGenerator json, double number) throws IOException {
    if (isWhole(number)) {
      json.writeNumber((long) number);
    } else if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeString(Double.toString(number));
    }
  }

  /** Most doubles are counts, which are shorter as whole numbers; all bits must come back. */
  static boolean isWhole(double number) {
    return Math.abs(number) < EXACT
        && Double.doubleToRawLongBits((long) number) == Double.doubleToRawLongBits(number);
  }

  /**
   * @throws IllegalArgumentException if the JSON is not of this type
   */
  static Object read(Type type, @Nullable JsonNode node) {
    Class<?> raw = rawOf(type);
    boolean missing = node == null || node.isNull();
    if (raw == Optional.class) {
      return missing ? Optional.empty() : Optional.of(read(argument(type, 0), node));
    }
    if (raw == OptionalDouble.class) {
      return missing
          ? OptionalDouble.empty()
          : OptionalDouble.of((Double) read(double.class, node));
    }
    if (node == null && Map.class.isAssignableFrom(raw)) {
      return new TreeMap<>();
    }
    if (node == null && Collection.class.isAssignableFrom(raw)) {
      return SortedSet.class.isAssignableFrom(raw) ? new TreeSet<>() : List.of();
    }
    if (node == null || missing) {
      throw new IllegalArgumentException(
          "Expected a " + raw.getSimpleName() + ", but it is missing");
    }
    if (Map.class.isAssignableFrom(raw)) {
      return readMap(type, node);
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return readCollection(type, raw, node);
    }
    if (raw == BinCounts.class) {
      return BinJson.readCounts(node);
    }
    if (raw == BinWeights.class) {
      return BinJson.readWeights(node);
    }
    return raw.isRecord() || raw.isSealed() ? readRecord(raw, node) : readScalar(raw, node);
  }

  private static SortedMap<Object, Object> readMap(Type type, JsonNode node) {
    SortedMap<Object, Object> map = new TreeMap<>();
    node.properties()
        .forEach(
            entry ->
                map.put(
                    RecordShape.key(rawOf(argument(type, 0)), entry.getKey()),
                    read(argument(type, 1), entry.getValue())));
    return map;
  }

  private static Collection<Object> readCollection(Type type, Class<?> raw, JsonNode node) {
    if (argument(type, 0) == Double.class && !node.isArray()) {
      return DoublesJson.read(node);
    }
    List<Object> items = new ArrayList<>();
    node.forEach(item -> items.add(read(argument(type, 0), item)));
    return SortedSet.class.isAssignableFrom(raw) ? new TreeSet<>(items) : items;
  }

  private static Object readRecord(Class<?> declared, JsonNode node) {
    Class<?> actual =
        declared.isSealed() ? RecordShape.permitted(declared, node.path(TYPE).asText()) : declared;
    RecordShape shape = RecordShape.of(actual);
    RecordComponent[] components = shape.components();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      try {
        values[i] = read(components[i].getGenericType(), node.get(components[i].getName()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s.%s: %s".formatted(actual.getSimpleName(), components[i].getName(), e.getMessage()),
            e);
      }
    }
    return shape.create(values);
  }

  private static Object readScalar(Class<?> raw, JsonNode node) {
    if (raw == double.class || raw == Double.class) {
      return number(node);
    }
    if (raw == long.class || raw == Long.class) {
      return node.longValue();
    }
    if (raw == int.class || raw == Integer.class) {
      return node.intValue();
    }
    if (raw == boolean.class) {
      return node.booleanValue();
    }
    if (raw == Instant.class) {
      return time(node.asText(), Instant::parse);
    }
    if (raw == Duration.class) {
      return time(node.asText(), Duration::parse);
    }
    return raw.isEnum() ? RecordShape.constant(raw, node.asText()) : node.asText();
  }

  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.doubleValue();
  }

  private static Object time(String text, Function<String, Object> parser) {
    try {
      return parser.apply(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("Expected a time, but got '" + text + "'", e);
    }
  }

  private static Class<?> rawOf(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
