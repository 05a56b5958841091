package dev.turnout.orchestrator.audit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Finds the first field in which two messages differ. */
final class FirstDifference {

  private FirstDifference() {}

  /** For example {@code event.evidence.logRollback: recorded 4.7, derived 4.6}. */
  static Optional<String> between(IndexedRecord recorded, IndexedRecord derived) {
    return fields("", recorded, derived);
  }

  private static Optional<String> fields(String path, IndexedRecord one, IndexedRecord other) {
    for (Schema.Field field : one.getSchema().getFields()) {
      String name = path.isEmpty() ? field.name() : path + "." + field.name();
      Optional<String> found = values(name, one.get(field.pos()), other.get(field.pos()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> values(
      String path, @Nullable Object one, @Nullable Object other) {
    if (one instanceof IndexedRecord a
        && other instanceof IndexedRecord b
        && a.getSchema().equals(b.getSchema())) {
      return fields(path, a, b);
    }
    if (one instanceof List<?> a && other instanceof List<?> b && a.size() == b.size()) {
      return elements(path, a, b);
    }
    return Objects.equals(one, other)
        ? Optional.empty()
        : Optional.of("%s: recorded %s, derived %s".formatted(path, brief(one), brief(other)));
  }

  private static Optional<String> elements(String path, List<?> one, List<?> other) {
    for (int i = 0; i < one.size(); i++) {
      Optional<String> found = values(path + "[" + i + "]", one.get(i), other.get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String brief(@Nullable Object value) {
    String text = value instanceof Map<?, ?> map ? map.toString() : String.valueOf(value);
    return text.length() > 120 ? text.substring(0, 117) + "..." : text;
  }
}
