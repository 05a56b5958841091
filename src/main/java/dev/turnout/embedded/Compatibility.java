package dev.turnout.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Which older schemas of a subject a new one must get along with, and in which direction. */
enum Compatibility {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOlder;
  private final boolean readByOlder;
  private final boolean transitive;

  Compatibility(boolean readsOlder, boolean readByOlder, boolean transitive) {
    this.readsOlder = readsOlder;
    this.readByOlder = readByOlder;
    this.transitive = transitive;
  }

  static Optional<Compatibility> named(String name) {
    for (Compatibility level : values()) {
      if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }

  /**
   * What is wrong with a new schema.
   *
   * @param older versions, oldest first
   * @return one sentence for each incompatibility; empty when it may be registered
   */
  List<String> problems(Schema schema, List<Schema> older) {
    List<Schema> against =
        transitive || older.isEmpty() ? older : older.subList(older.size() - 1, older.size());
    var problems = new ArrayList<String>();
    for (Schema earlier : against) {
      if (readsOlder) {
        problems.addAll(
            unreadable(schema, earlier, "the new schema cannot read what the old one wrote"));
      }
      if (readByOlder) {
        problems.addAll(
            unreadable(earlier, schema, "the old schema cannot read what the new one writes"));
      }
    }
    return problems;
  }

  private static List<String> unreadable(Schema reader, Schema writer, String direction) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            i ->
                "%s: %s at %s: %s"
                    .formatted(direction, i.getType(), i.getLocation(), i.getMessage()))
        .toList();
  }
}
