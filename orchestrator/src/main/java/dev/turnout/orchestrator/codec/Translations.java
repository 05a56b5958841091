package dev.turnout.orchestrator.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** The kinds of a sealed type of the domain, each with its message and both ways between them. */
final class Translations<D> {

  private final Map<Class<?>, Function<Object, SpecificRecord>> writers = new LinkedHashMap<>();
  private final Map<Class<?>, Function<Object, D>> readers = new LinkedHashMap<>();

  <T extends D, M extends SpecificRecord> Translations<D> add(
      Class<T> type, Class<M> message, Function<T, M> writer, Function<M, T> reader) {
    writers.put(type, value -> writer.apply(type.cast(value)));
    readers.put(message, value -> reader.apply(message.cast(value)));
    return this;
  }

  SpecificRecord write(D value) {
    Function<Object, SpecificRecord> writer = writers.get(value.getClass());
    if (writer == null) {
      throw new IllegalStateException("No message for a " + value.getClass().getName());
    }
    return writer.apply(value);
  }

  /**
   * @throws IllegalArgumentException if a rule of the domain refuses what the message says
   */
  D read(Object message) {
    Function<Object, D> reader = readers.get(message.getClass());
    if (reader == null) {
      throw new IllegalArgumentException(
          "Expected one of %s, but got a %s (update this program)"
              .formatted(readers.keySet().stream().map(Class::getSimpleName).toList(), message));
    }
    return reader.apply(message);
  }

  Set<Class<?>> types() {
    return writers.keySet();
  }
}
