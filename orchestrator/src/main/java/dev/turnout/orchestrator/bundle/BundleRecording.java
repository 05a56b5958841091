package dev.turnout.orchestrator.bundle;

import dev.turnout.orchestrator.audit.RecordLog;
import dev.turnout.orchestrator.audit.Recording;
import dev.turnout.orchestrator.bundle.BundleReport.Trust;
import dev.turnout.orchestrator.keys.KeyException;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A recording in a bundle. It is opened only if signature and hashes are right, so what is read
 * afterwards is what was signed, as long as nobody writes into the file meanwhile.
 */
public final class BundleRecording implements Recording, AutoCloseable {

  /** Hears how far the check of the hashes is. */
  public interface Progress {
    /**
     * @param bytes read so far
     * @param total to read
     */
    void at(long bytes, long total);
  }

  private final BundleFile file;
  private final BundleReport report;
  private final BundleSchemas schemas;

  private BundleRecording(BundleFile file, BundleReport report, BundleSchemas schemas) {
    this.file = file;
    this.report = report;
    this.schemas = schemas;
  }

  /**
   * Checks a bundle and opens it.
   *
   * @param expected the key that must have signed it; if empty, the bundle's own is taken
   * @throws BundleException saying what is wrong with it
   */
  public static BundleRecording open(
      Path path, Optional<VerifyingKey> expected, Progress progress) {
    BundleFile file = BundleFile.open(path);
    try {
      return check(file, expected, progress);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** What was checked. */
  public BundleReport report() {
    return report;
  }

  @Override
  public Topics topics() {
    return report.manifest().topics();
  }

  @Override
  public int partitions() {
    return report.manifest().partitions();
  }

  /**
   * @throws IllegalArgumentException if bundles do not have such a topic, or not this partition
   */
  @Override
  public RecordLog open(String topic, int partition) {
    RecordsFile place =
        report
            .manifest()
            .place(topic, partition)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Expected a topic of the bundle and one of its %d partitions, but got %s-%d"
                            .formatted(partitions(), topic, partition)));
    try {
      return new Log(place, new RecordReader(place, file.stream(place.seal().name())));
    } catch (IOException e) {
      throw new BundleException(
          e, "File '%s' of the bundle is damaged: %s", place.seal().name(), e.getMessage());
    }
  }

  @Override
  public Deserializer<Object> values() {
    return schemas.values();
  }

  @Override
  public void close() {
    file.close();
  }

  private static BundleRecording check(
      BundleFile file, Optional<VerifyingKey> expected, Progress progress) {
    byte[] text = file.manifest();
    Optional<VerifyingKey> signer = signer(file, text, expected);
    Manifest manifest = ManifestJson.read(text);
    file.requireNames(manifest, signer.isPresent());
    List<FileSeal> seals = manifest.seals().toList();
    long total = seals.stream().mapToLong(FileSeal::bytes).sum();
    long[] read = {0};
    for (FileSeal seal : seals) {
      file.requireSealed(seal, count -> progress.at(read[0] += count, total));
    }
    Trust trust =
        signer.isEmpty()
            ? Trust.UNSIGNED
            : expected.isPresent() ? Trust.EXPECTED_KEY : Trust.OWN_KEY;
    BundleReport report =
        new BundleReport(
            manifest, trust, signer.map(VerifyingKey::fingerprint), seals.size(), total);
    var recording = new BundleRecording(file, report, BundleSchemas.read(manifest, file));
    recording.requireJournals();
    return recording;
  }

  private void requireJournals() {
    JournalHeads heads = new JournalHeads();
    for (int partition = 0; partition < partitions(); partition++) {
      try (RecordLog log = open(topics().journal(), partition)) {
        for (var next = log.next(); next.isPresent(); next = log.next()) {
          heads.take(next.get());
        }
      }
    }
    if (!heads.list().equals(report.manifest().journals())) {
      throw new BundleException(
          "The journals of the bundle do not end where its manifest says: %s instead of %s",
          heads.list(), report.manifest().journals());
    }
  }

  /** Before anything else of the manifest is believed, or even read. */
  private static Optional<VerifyingKey> signer(
      BundleFile file, byte[] manifest, Optional<VerifyingKey> expected) {
    Optional<byte[]> signature = file.signature();
    if (signature.isEmpty()) {
      if (expected.isPresent() || file.publicKey().isPresent()) {
        throw new BundleException("The bundle has no signature, so it may come from anybody");
      }
      return Optional.empty();
    }
    VerifyingKey own =
        file.publicKey()
            .map(BundleRecording::ownKey)
            .orElseThrow(
                () -> new BundleException("The bundle has a signature, but no public key"));
    if (expected.isPresent() && !expected.get().equals(own)) {
      throw new BundleException(
          "Expected the bundle to be signed with the key %s, but it is with %s",
          expected.get().fingerprint(), own.fingerprint());
    }
    if (!own.verifies(manifest, signature.get())) {
      throw new BundleException(
          "The signature of the bundle does not fit its manifest: one of them was changed");
    }
    return Optional.of(own);
  }

  private static VerifyingKey ownKey(byte[] pem) {
    try {
      return VerifyingKey.ofPem(pem, "the bundle's " + BundleWriter.PUBLIC_KEY);
    } catch (KeyException e) {
      throw new BundleException(e, "%s", e.getMessage());
    }
  }

  private record Log(RecordsFile place, RecordReader reader) implements RecordLog {
    @Override
    public long begin() {
      return place.begin();
    }

    @Override
    public long end() {
      return place.end();
    }

    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
      return reader.next();
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
