package dev.turnout.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * What the registry knows. A schema has the same id under every subject, and keeps it for ever,
 * also when a subject is deleted: records that carry the id stay readable. Thread-safe.
 */
final class RegistryStore {

  /** A schema under a subject. */
  record Entry(String subject, int version, int id, Schema schema) {}

  /** One change that must survive a restart. */
  interface Listener {
    /** Returns when the change is safe; a failure refuses it. */
    void changed(RegistryStore store);
  }

  private final Map<Integer, Schema> schemas = new LinkedHashMap<>();
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final Map<String, TreeMap<Integer, Integer>> subjects = new TreeMap<>();
  private final Map<String, Integer> lastVersions = new TreeMap<>();
  private final Map<String, Compatibility> levels = new TreeMap<>();
  private final Listener listener;
  private Compatibility globalLevel = Compatibility.BACKWARD;

  RegistryStore(Listener listener) {
    this.listener = listener;
  }

  synchronized Entry register(String subject, Schema schema) {
    Optional<Entry> known = find(subject, schema);
    if (known.isPresent()) {
      return known.get();
    }
    List<String> problems = level(subject).orElse(globalLevel).problems(schema, schemasOf(subject));
    if (!problems.isEmpty()) {
      throw RegistryFault.incompatible(String.join("; ", problems));
    }
    int id = ids.getOrDefault(schema.toString(), schemas.size() + 1);
    Entry entry = new Entry(subject, lastVersions.getOrDefault(subject, 0) + 1, id, schema);
    restore(entry);
    listener.changed(this);
    return entry;
  }

  /** Puts back what was registered before a restart. */
  synchronized void restore(Entry entry) {
    restoreSchema(entry.id(), entry.schema());
    subjects
        .computeIfAbsent(entry.subject(), s -> new TreeMap<>())
        .put(entry.version(), entry.id());
    lastVersions.merge(entry.subject(), entry.version(), Math::max);
  }

  synchronized void restoreSchema(int id, Schema schema) {
    schemas.put(id, schema);
    ids.put(schema.toString(), id);
  }

  synchronized void restoreLastVersion(String subject, int version) {
    lastVersions.merge(subject, version, Math::max);
  }

  synchronized Schema byId(int id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw RegistryFault.schemaNotFound(Integer.toString(id));
    }
    return schema;
  }

  synchronized Map<Integer, Schema> schemas() {
    return new LinkedHashMap<>(schemas);
  }

  synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** All versions of a subject, oldest first. */
  synchronized List<Entry> versions(String subject) {
    TreeMap<Integer, Integer> versions = subjects.get(subject);
    if (versions == null) {
      throw RegistryFault.subjectNotFound(subject);
    }
    var entries = new ArrayList<Entry>();
    versions.forEach((version, id) -> entries.add(new Entry(subject, version, id, byId(id))));
    return entries;
  }

  synchronized List<Entry> entries() {
    return subjects().stream().flatMap(subject -> versions(subject).stream()).toList();
  }

  /**
   * One version of a subject.
   *
   * @param version a number or {@code latest}
   */
  synchronized Entry version(String subject, String version) {
    List<Entry> all = versions(subject);
    if (version.equals("latest") || version.equals("-1")) {
      return all.get(all.size() - 1);
    }
    int number = versionNumber(version);
    return all.stream()
        .filter(entry -> entry.version() == number)
        .findFirst()
        .orElseThrow(() -> RegistryFault.versionNotFound(version));
  }

  synchronized Optional<Entry> find(String subject, Schema schema) {
    String text = schema.toString();
    return subjects.containsKey(subject)
        ? versions(subject).stream()
            .filter(entry -> entry.schema().toString().equals(text))
            .findFirst()
        : Optional.empty();
  }

  synchronized List<Integer> delete(String subject) {
    List<Integer> versions = versions(subject).stream().map(Entry::version).toList();
    subjects.remove(subject);
    levels.remove(subject);
    listener.changed(this);
    return versions;
  }

  synchronized int delete(String subject, String version) {
    Entry entry = version(subject, version);
    TreeMap<Integer, Integer> versions = subjects.getOrDefault(subject, new TreeMap<>());
    versions.remove(entry.version());
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
    listener.changed(this);
    return entry.version();
  }

  /** Problems of a schema against versions of a subject, under the level that holds there. */
  synchronized List<String> problems(String subject, Schema schema, List<Entry> against) {
    return level(subject)
        .orElse(globalLevel)
        .problems(schema, against.stream().map(Entry::schema).toList());
  }

  synchronized Compatibility globalLevel() {
    return globalLevel;
  }

  synchronized void setGlobalLevel(Compatibility level) {
    globalLevel = level;
    listener.changed(this);
  }

  synchronized Optional<Compatibility> level(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  synchronized void setLevel(String subject, Compatibility level) {
    levels.put(subject, level);
    listener.changed(this);
  }

  synchronized void removeLevel(String subject) {
    levels.remove(subject);
    listener.changed(this);
  }

  synchronized Map<String, Compatibility> levels() {
    return new TreeMap<>(levels);
  }

  synchronized Map<String, Integer> lastVersions() {
    return new TreeMap<>(lastVersions);
  }

  private List<Schema> schemasOf(String subject) {
    return subjects.containsKey(subject)
        ? versions(subject).stream().map(Entry::schema).toList()
        : List.of();
  }

  private static int versionNumber(String version) {
    try {
      int number = Integer.parseInt(version);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one answer
    }
    throw RegistryFault.invalidVersion(version);
  }
}
