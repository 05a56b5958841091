package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.BinWeights;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes any tree of records as JSON and reads it back exactly: doubles to the last bit, times to
 * the nanosecond. A record under a sealed type carries its simple name as {@code @type}; an empty
 * optional is null; a record of one component is the key of a map by that component. Reading goes
 * through the constructors, so their rules hold. A collection that is missing is empty, so that a
 * newer program may have one more.
 *
 * <p>What a type looks like is found out once, and then read and written token by token: after a
 * start there are as many trees to read as models.
 */
final class RecordJson {

  private static final Map<Type, JsonForm> FORMS = new ConcurrentHashMap<>();

  private RecordJson() {}

  static void write(JsonGenerator json, Type type, Object value) throws IOException {
    formOf(type).write(json, value);
  }

  /**
   * Reads the value that comes next.
   *
   * @throws IllegalArgumentException if the JSON is not of this type
   */
  static Object read(Type type, JsonParser json) throws IOException {
    json.nextToken();
    return formOf(type).read(json);
  }

  /** Not computed in the map: a record has the forms of its components made meanwhile. */
  static JsonForm formOf(Type type) {
    JsonForm known = FORMS.get(type);
    if (known == null) {
      known = newForm(type);
      FORMS.put(type, known);
    }
    return known;
  }

  private static JsonForm newForm(Type type) {
    Class<?> raw = rawOf(type);
    if (raw == Optional.class) {
      return new OptionalForm(formOf(argument(type, 0)));
    }
    if (raw == OptionalDouble.class) {
      return new OptionalDoubleForm();
    }
    if (Map.class.isAssignableFrom(raw)) {
      return new MapForm(rawOf(argument(type, 0)), formOf(argument(type, 1)));
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return argument(type, 0) == Double.class
          ? new DoublesForm()
          : new CollectionForm(SortedSet.class.isAssignableFrom(raw), formOf(argument(type, 0)));
    }
    if (raw == BinCounts.class || raw == BinWeights.class) {
      return raw == BinCounts.class ? new BinCountsForm() : new BinWeightsForm();
    }
    if (raw.isSealed()) {
      return new SealedForm(raw);
    }
    return raw.isRecord() ? new RecordForm(raw) : ScalarForm.of(raw);
  }

  private static Class<?> rawOf(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
