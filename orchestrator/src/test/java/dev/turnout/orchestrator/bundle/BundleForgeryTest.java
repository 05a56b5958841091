package dev.turnout.orchestrator.bundle;

import static dev.turnout.orchestrator.bundle.InMemoryRecording.TOPICS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.schemas.Topic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody changes in a bundle, it is refused with the reason, or means the same. */
class BundleForgeryTest {
  private static final String AGENTS = "records/agents-0.avro";

  @TempDir Path folder;

  private final SigningKey key = SigningKey.generate();
  private final SigningKey stranger = SigningKey.generate();
  private Path bundle = Path.of("");

  @BeforeEach
  void export() throws IOException {
    bundle = folder.resolve("bundle.zip");
    new BundleExport(
            BundleTest.twoModels(), InMemoryRecording::schema, List.of(), (fraction, records) -> {})
        .write(
            Files.newOutputStream(bundle),
            new BundleExport.Origin("1.2.3", Instant.EPOCH, "jane@host"),
            Optional.of(key));
  }

  @Test
  void shouldRefuseAFlippedBit() throws IOException {
    assertRefused(Forgery.of(bundle).change(AGENTS, this::flip))
        .hasMessageContaining("File '%s' of the bundle was changed", AGENTS);
    assertRefused(Forgery.of(bundle).change("schemas/7.avsc", this::flip))
        .hasMessageContaining("'schemas/7.avsc' of the bundle was changed");
    assertRefused(Forgery.of(bundle).change(BundleWriter.MANIFEST, this::flip))
        .hasMessageContaining("signature of the bundle does not fit its manifest");
    assertRefused(Forgery.of(bundle).change(BundleWriter.SIGNATURE, this::flip))
        .hasMessageContaining("signature of the bundle does not fit its manifest");
  }

  @Test
  void shouldRefuseALongerAndAShorterFile() throws IOException {
    assertRefused(Forgery.of(bundle).change(AGENTS, b -> Arrays.copyOf(b, b.length + 1)))
        .hasMessageContaining("is longer than the");
    assertRefused(Forgery.of(bundle).change(AGENTS, b -> Arrays.copyOf(b, b.length - 1)))
        .hasMessageContaining("is shorter than the");
    assertRefused(Forgery.of(bundle).change(AGENTS, b -> new byte[200_000_000]))
        .hasMessageContaining("is longer than the");
    assertRefused(Forgery.of(bundle).change(BundleWriter.MANIFEST, b -> new byte[20_000_000]))
        .hasMessageContaining("at most 16777216 bytes, but it is longer");
  }

  @Test
  void shouldRefuseMissingAndSuperfluousFiles() throws IOException {
    for (String name : Forgery.of(bundle).files.keySet()) {
      Forgery without = Forgery.of(bundle);
      without.files.remove(name);
      assertRefused(without).hasMessageMatching(".*(lacks|has no|but no).*");
    }
    for (String name : List.of("../../etc/passwd", "/etc/passwd", "records/", "readme.txt")) {
      Forgery with = Forgery.of(bundle);
      with.files.put(name, new byte[0]);
      assertRefused(with).hasMessageContaining("does not name, or has it twice: '%s'", name);
    }
  }

  @Test
  void shouldRefuseAFileThatIsThereTwice() throws IOException {
    // given
    Forgery twice = Forgery.of(bundle);
    twice.files.put("records/agents-0.avrO", new byte[] {1});
    Path file = twice.writeTo(folder.resolve("twice.zip"));
    String text = new String(Files.readAllBytes(file), ISO_8859_1);

    // when
    Files.write(file, text.replace("agents-0.avrO", "agents-0.avro").getBytes(ISO_8859_1));

    // then
    assertThatThrownBy(() -> open(file, Optional.empty()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("has it twice: 'records/agents-0.avro'");
  }

  @Test
  void shouldRefuseAnothersSignatureWhereOneIsExpected() throws IOException {
    // given
    Path forged =
        Forgery.of(bundle)
            .manifest(manifest -> manifest.put("createdBy", "somebody"))
            .signedBy(stranger)
            .writeTo(folder.resolve("forged.zip"));

    // then
    assertThatThrownBy(() -> open(forged, Optional.of(key.counterpart())))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(key.counterpart().fingerprint())
        .hasMessageContaining(stranger.counterpart().fingerprint());
    try (BundleRecording opened = open(forged, Optional.empty())) {
      assertThat(opened.report().trust()).isEqualTo(BundleReport.Trust.OWN_KEY);
      assertThat(opened.report().fingerprint()).contains(stranger.counterpart().fingerprint());
    }
  }

  @Test
  void shouldRefuseABundleWithoutSignatureWhereOneIsExpected() throws IOException {
    // given
    Forgery unsigned = Forgery.of(bundle);
    unsigned.files.remove(BundleWriter.SIGNATURE);
    unsigned.files.remove(BundleWriter.PUBLIC_KEY);
    Path file = unsigned.writeTo(folder.resolve("unsigned.zip"));

    // then
    assertThatThrownBy(() -> open(file, Optional.of(key.counterpart())))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("no signature");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void shouldRefuseAManifestThatLies(String reason, Consumer<ObjectNode> lie) throws IOException {
    assertRefused(Forgery.of(bundle).manifest(lie).signedBy(stranger)).hasMessageContaining(reason);
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("format 1, but got 2", m -> m.put("format", 2)),
        lie("it has 4 records, where the manifest says 3", m -> agents(m).put("count", 3)),
        lie("offset 3 comes after 3, where", m -> agents(m).put("begin", 4)),
        lie("where the manifest says 3 to 10", m -> agents(m).put("end", 10)),
        lie("Expected 'records/agents-0.avro' to lie between", m -> agents(m).put("end", 5)),
        lie("its first record is of", m -> agents(m).put("first", "2020-01-01T00:00:00Z")),
        lie("its last record is of", m -> agents(m).put("last", "2020-01-01T00:00:00Z")),
        lie("Expected the times of the first", m -> agents(m).putNull("last")),
        lie("Expected a time such as", m -> agents(m).put("last", "yesterday")),
        lie(
            "do not end where its manifest says",
            m -> ((ObjectNode) m.get("journals").get(0)).put("entries", 3)),
        lie("of dev.turnout.events.Tick", m -> schema(m).put("type", "dev.turnout.events.Tick")),
        lie("Expected schemas/8.avsc, but got schemas/7.avsc", m -> schema(m).put("id", 8)),
        lie("Expected 6 topics", m -> m.put("partitions", 3)),
        lie("Expected 6 topics", m -> m.put("partitions", -1)),
        lie("but got staging.routes-0", m -> agents(m).put("topic", "staging.routes")),
        lie("Expected a topic prefix", m -> m.put("topicPrefix", "a/b")),
        lie("Expected a file such as", m -> seal(m).put("name", "../../agents-0.avro")),
        lie("bytes, but got -1", m -> seal(m).put("bytes", -1)),
        lie("bytes, but got 9223372036854775807", m -> seal(m).put("bytes", Long.MAX_VALUE)),
        lie("64 hexadecimal digits", m -> seal(m).put("sha256", "abc")),
        lie("Unrecognized field \"more\"", m -> m.put("more", 1)),
        lie("Expected a value, but got none", m -> m.putNull("records")),
        lie("is wrong at", m -> m.remove("journals")),
        lie("is wrong at", m -> m.put("records", "none")));
  }

  @Test
  void shouldRefuseAManifestThatIsNoJson() throws IOException {
    assertRefused(Forgery.of(bundle).manifestText(t -> "PK").signedBy(stranger))
        .hasMessageContaining("manifest of the bundle cannot be read");
    assertRefused(Forgery.of(bundle).manifestText(t -> t + t).signedBy(stranger))
        .hasMessageContaining("manifest of the bundle");
    assertRefused(
            Forgery.of(bundle)
                .manifestText(t -> t.replaceFirst("\\{", "{\"format\": 1,"))
                .signedBy(stranger))
        .hasMessageContaining("Duplicate field 'format'");
    assertRefused(Forgery.of(bundle).manifestText(t -> "[".repeat(100_000) + t).signedBy(stranger))
        .hasMessageContaining("manifest of the bundle");
  }

  @Test
  void shouldRefuseEveryTruncatedBundle() throws IOException {
    byte[] whole = Files.readAllBytes(bundle);
    for (int length = 0; length < whole.length; length += 7) {
      Path file = Files.write(folder.resolve("part.zip"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> open(file, Optional.empty())).isInstanceOf(BundleException.class);
    }
  }

  @Test
  void shouldRefuseEveryFlippedByteOrReadTheSame() throws IOException {
    byte[] whole = Files.readAllBytes(bundle);
    List<String> rows = everything(bundle);
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("changed.zip"), changed);
      try {
        assertThat(everything(file)).isEqualTo(rows);
      } catch (BundleException e) {
        refused++;
      }
    }
    assertThat(refused).as("some flips hit what the zip says of itself").isGreaterThan(400);
  }

  @Test
  void shouldRefuseForgedRecordsWithinBounds() throws IOException {
    // given
    byte[] whole = Forgery.of(bundle).files.get(AGENTS);
    Manifest manifest = ManifestJson.read(Forgery.of(bundle).files.get(BundleWriter.MANIFEST));
    RecordsFile place = manifest.place(TOPICS.agents(), 0).orElseThrow();
    Random random = new Random(5);

    for (int i = 0; i < 20_000; i++) {
      // when
      byte[] forged = whole.clone();
      for (int change = 0; change <= i % 3; change++) {
        int at = i % 2 == 0 ? whole.length - 1 - random.nextInt(70) : random.nextInt(whole.length);
        forged[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
      }

      // then
      try (var reader = new RecordReader(place, new ByteArrayInputStream(forged))) {
        while (reader.next().isPresent()) {
          continue;
        }
      } catch (BundleException e) {
        assertThat(e).hasMessageContaining("File 'records/agents-0.avro' of the bundle is damaged");
      }
    }
  }

  @Test
  void shouldSayThatAFileIsNoBundle() throws IOException {
    Path text = Files.write(folder.resolve("text"), "hello".getBytes(UTF_8));
    Forgery empty = new Forgery();
    empty.files.put("readme.txt", new byte[0]);

    assertThatThrownBy(() -> open(text, Optional.empty())).hasMessageContaining("is no bundle");
    assertThatThrownBy(() -> open(folder, Optional.empty())).hasMessageContaining("is no file");
    assertRefused(empty).hasMessageContaining("it has no manifest.json");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Forgery forgery)
      throws IOException {
    Path file = forgery.writeTo(folder.resolve("forged.zip"));
    return assertThatThrownBy(() -> everything(file)).isInstanceOf(BundleException.class);
  }

  private static BundleRecording open(Path file, Optional<VerifyingKey> expected) {
    return BundleRecording.open(file, expected, (bytes, total) -> {});
  }

  private static List<String> everything(Path file) {
    try (BundleRecording recording = open(file, Optional.empty())) {
      Stream<String> rows = Stream.empty();
      for (Topic topic : Manifest.TOPICS) {
        for (int partition = 0; partition < recording.partitions(); partition++) {
          List<String> some = BundleTest.rows(recording, TOPICS.name(topic), partition);
          rows = Stream.concat(rows, some.stream());
        }
      }
      return rows.toList();
    }
  }

  private static Arguments lie(String reason, Consumer<ObjectNode> lie) {
    return Arguments.of(reason, lie);
  }

  private static ObjectNode agents(ObjectNode manifest) {
    for (var file : manifest.get("records")) {
      if (file.get("seal").get("name").textValue().equals(AGENTS)) {
        return (ObjectNode) file;
      }
    }
    throw new AssertionError("no agents");
  }

  private static ObjectNode seal(ObjectNode manifest) {
    return (ObjectNode) agents(manifest).get("seal");
  }

  private static ObjectNode schema(ObjectNode manifest) {
    return (ObjectNode) manifest.get("schemas").get(0);
  }

  private byte[] flip(byte[] bytes) {
    bytes[bytes.length / 2] ^= 1;
    return bytes;
  }
}
