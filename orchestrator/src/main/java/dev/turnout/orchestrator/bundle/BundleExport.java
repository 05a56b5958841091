package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.audit.RecordLog;
import dev.turnout.orchestrator.audit.Recording;
import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.UndecodableRecordException;
import dev.turnout.schemas.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Copies a recording into one file, partition by partition, with little in memory. Used once. */
public final class BundleExport {

  /**
   * What the manifest says of the export itself.
   *
   * @param turnout version of the program
   * @param at the time
   * @param who runs it
   */
  public record Origin(String turnout, Instant at, String who) {}

  /** Hears how far an export is. */
  public interface Progress {
    /**
     * @param fraction of the work, about, from 0 to 1
     * @param records taken or left out so far, a count
     */
    void at(double fraction, long records);
  }

  private static final int REPORT_EVERY = 1024;

  private final Recording recording;
  private final IntFunction<Optional<Schema>> schemas;
  private final List<String> models;
  private final Progress progress;
  private final Deserializer<Object> values;
  private final Map<Integer, Selection> selections = new TreeMap<>();
  private final JournalHeads heads = new JournalHeads();
  private final Map<Integer, Optional<Schema>> used = new TreeMap<>();
  private int filesDone;
  private long records;

  /**
   * @param schemas the schema of an id, empty if nobody knows it
   * @param models to which the bundle is restricted; empty if all are meant
   */
  public BundleExport(
      Recording recording,
      IntFunction<Optional<Schema>> schemas,
      Collection<String> models,
      Progress progress) {
    this.recording = recording;
    this.values = recording.values();
    this.schemas = schemas;
    this.models = List.copyOf(new TreeSet<>(models));
    this.progress = progress;
  }

  /**
   * Writes the bundle and closes the stream.
   *
   * @param key empty if nobody signs
   * @throws BundleException if a model has no journal, or something does not fit into a bundle
   */
  public Manifest write(OutputStream out, Origin origin, Optional<SigningKey> key)
      throws IOException {
    try (values;
        BundleWriter bundle = new BundleWriter(out)) {
      List<RecordsFile> files = new ArrayList<>();
      for (Topic topic : Manifest.TOPICS) {
        for (int partition = 0; partition < recording.partitions(); partition++) {
          files.add(copy(topic, partition, bundle));
          filesDone++;
        }
        if (topic == Topic.JOURNAL) {
          requireJournals();
        }
      }
      Manifest manifest = manifest(origin, files, writeSchemas(bundle));
      bundle.seal(manifest, key);
      progress.at(1, records);
      return manifest;
    }
  }

  private Manifest manifest(Origin origin, List<RecordsFile> files, List<SchemaFile> schemaFiles) {
    return new Manifest(
        Manifest.FORMAT,
        origin.turnout(),
        origin.at(),
        origin.who(),
        recording.topics().prefix(),
        recording.partitions(),
        models,
        heads.list(),
        files,
        schemaFiles);
  }

  private RecordsFile copy(Topic topic, int partition, BundleWriter bundle) throws IOException {
    String name = Manifest.recordsName(topic, partition);
    try (RecordLog log = recording.open(recording.topics().name(topic), partition)) {
      Copied copied = new Copied();
      FileSeal seal =
          bundle.add(name, out -> copy(log, selection(partition), topic, out, name, copied));
      return new RecordsFile(
          recording.topics().name(topic),
          partition,
          log.begin(),
          log.end(),
          copied.count,
          copied.first,
          copied.last,
          seal);
    }
  }

  private void copy(
      RecordLog log, Selection selection, Topic topic, OutputStream out, String name, Copied copied)
      throws IOException {
    RecordWriter writer = new RecordWriter(out, name);
    for (var next = log.next(); next.isPresent(); next = log.next()) {
      ConsumerRecord<byte[], byte[]> record = next.get();
      tell(log, record.offset());
      Selection.Part part = selection.of(record);
      if (part == Selection.Part.NOTHING) {
        continue;
      }
      copied.took(record);
      if (part == Selection.Part.TIME) {
        writer.timeOnly(record);
      } else {
        writer.whole(record);
        noteSchema(record.value());
        if (topic == Topic.JOURNAL) {
          noteEntry(record, selection);
        }
      }
    }
    writer.finish();
  }

  private Selection selection(int partition) {
    return selections.computeIfAbsent(partition, p -> new Selection(models));
  }

  private void noteEntry(ConsumerRecord<byte[], byte[]> record, Selection selection) {
    heads.take(record);
    if (selection.isRestricted()
        && values.deserialize(record.topic(), record.value()) instanceof JournalEntry entry) {
      selection.note(entry);
    }
  }

  private void noteSchema(byte @Nullable [] value) {
    if (value == null) {
      return;
    }
    try {
      used.computeIfAbsent(WireFormat.schemaId(value), schemas::apply);
    } catch (UndecodableRecordException e) {
      // Bytes in no format of ours are copied as they are.
    }
  }

  private List<SchemaFile> writeSchemas(BundleWriter bundle) throws IOException {
    List<SchemaFile> files = new ArrayList<>();
    for (var entry : used.entrySet()) {
      if (entry.getKey() >= 0 && entry.getValue().isPresent()) {
        Schema schema = entry.getValue().get();
        byte[] text = (schema + "\n").getBytes(UTF_8);
        FileSeal seal = bundle.add(Manifest.schemaName(entry.getKey()), out -> out.write(text));
        files.add(new SchemaFile(entry.getKey(), schema.getFullName(), seal));
      }
    }
    return files;
  }

  /** Of a model without an entry there is nothing to audit; most often its name is misspelt. */
  private void requireJournals() {
    for (String model : models) {
      if (!heads.knows(model)) {
        throw new BundleException(
            "Expected models with a journal, but '%s' has no entry (known are: turnout get rollouts)",
            model);
      }
    }
  }

  private void tell(RecordLog log, long offset) {
    if (++records % REPORT_EVERY == 0) {
      double inFile = (offset - log.begin()) / Math.max(1.0, log.end() - log.begin());
      int files = Manifest.TOPICS.size() * recording.partitions();
      progress.at((filesDone + inFile) / files, records);
    }
  }

  /** What went into a file. */
  private static final class Copied {
    private long count;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void took(ConsumerRecord<byte[], byte[]> record) {
      Instant at = Instant.ofEpochMilli(record.timestamp());
      first = first == null ? at : first;
      last = at;
      count++;
    }
  }
}
