package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was released is read for ever. {@code src/test/resources/released/<release>} holds the
 * schemas of each release and an example of every message in JSON and in bytes. {@code mvn -pl
 * schemas test -Dreleased.write=v1} writes such a folder from the present schemas; the folder of a
 * published release is never written again.
 */
class ReleasedSchemasTest {

  private static final Path RELEASED = Path.of("src/test/resources/released");

  @BeforeAll
  static void writeWhenAsked() throws IOException {
    String release = System.getProperty("released.write", "");
    if (release.isEmpty()) {
      return;
    }
    Path folder = RELEASED.resolve(release);
    try (Stream<Path> old = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(folder);
    for (var type : Examples.MESSAGES) {
      Files.writeString(
          folder.resolve(type.getSimpleName() + ".avsc"),
          Examples.schemaOf(type).toString(true) + "\n");
      for (var example : Examples.of(type).entrySet()) {
        Files.writeString(
            folder.resolve(example.getKey() + ".json"), json(example.getValue()) + "\n");
        Files.writeString(
            folder.resolve(example.getKey() + ".hex"), hex(binary(example.getValue())));
      }
    }
  }

  static Stream<Path> releasedSchemas() throws IOException {
    return filesEndingWith(".avsc");
  }

  static Stream<Path> examples() throws IOException {
    return filesEndingWith(".json");
  }

  @ParameterizedTest
  @MethodSource("releasedSchemas")
  void shouldReadWhatEveryReleaseWrote(Path released) throws IOException {
    // given
    Schema writer = parse(released);
    Schema reader = current(writer.getName());
    // when
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    // then
    assertThat(result.getResult().getIncompatibilities())
        .as("%s can no longer be read: give a new field a default and rename none", released)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldDecodeAnExampleToTheSameRecord(Path json) throws IOException {
    // given
    Schema writer = writerOf(json);
    byte[] bytes = bytesBeside(json);
    // when
    SpecificRecord decoded = decode(writer, bytes);
    // then
    assertThat(decoded).isEqualTo(decodeJson(writer, Files.readString(json)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldEncodeAnExampleToTheSameBytes(Path json) throws IOException {
    // given
    Schema writer = writerOf(json);
    SpecificRecord record = decodeJson(writer, Files.readString(json));
    // when
    byte[] bytes = binary(record);
    // then
    if (writer.equals(record.getSchema())) {
      assertThat(hex(bytes)).isEqualTo(hex(bytesBeside(json)));
    } else {
      assertThat(decode(record.getSchema(), bytes)).isEqualTo(record);
    }
  }

  @Test
  void shouldHaveAnExampleOfEveryMessageInTheFirstRelease() throws IOException {
    // given
    List<String> expected =
        Examples.MESSAGES.stream()
            .flatMap(type -> Examples.of(type).keySet().stream())
            .sorted()
            .toList();
    // when
    List<String> present =
        examples().map(p -> p.getFileName().toString().replace(".json", "")).toList();
    // then
    assertThat(present).as("write them with -Dreleased.write=v1").containsAll(expected);
  }

  @Test
  void shouldNoticeAFieldWithoutDefault() {
    // given
    Schema released = Examples.schemaOf(Examples.MESSAGES.get(3));
    Schema changed = parse(released.toString().replace("\"name\":\"salt\"", "\"name\":\"seed\""));
    // when
    var result = SchemaCompatibility.checkReaderWriterCompatibility(changed, released);
    // then
    assertThat(result.getType()).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    assertThat(result.getResult().getIncompatibilities())
        .anyMatch(i -> i.getMessage().contains("seed"));
  }

  @Test
  void shouldNoticeAChangedType() {
    // given
    Schema released = Examples.schemaOf(Examples.MESSAGES.get(3));
    Schema changed =
        parse(
            released
                .toString()
                .replace(
                    "{\"name\":\"epoch\",\"type\":\"long\"",
                    "{\"name\":\"epoch\",\"type\":\"int\""));
    // when
    var result = SchemaCompatibility.checkReaderWriterCompatibility(changed, released);
    // then
    assertThat(changed).isNotEqualTo(released);
    assertThat(result.getType()).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static Stream<Path> filesEndingWith(String end) throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files.filter(p -> p.toString().endsWith(end)).sorted().toList().stream();
    }
  }

  private static Schema writerOf(Path example) throws IOException {
    String message = example.getFileName().toString().split("\\.")[0];
    return parse(example.resolveSibling(message + ".avsc"));
  }

  private static byte[] bytesBeside(Path json) throws IOException {
    Path file = json.resolveSibling(json.getFileName().toString().replace(".json", ".hex"));
    return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
  }

  private static Schema current(String name) {
    return Examples.MESSAGES.stream()
        .filter(type -> type.getSimpleName().equals(name))
        .map(Examples::schemaOf)
        .findFirst()
        .orElseThrow(() -> new AssertionError("The released message " + name + " is gone"));
  }

  private static Schema parse(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }

  private static SpecificRecord decode(Schema writer, byte[] bytes) throws IOException {
    var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    return new SpecificDatumReader<SpecificRecord>(writer, current(writer.getName()))
        .read(null, decoder);
  }

  private static SpecificRecord decodeJson(Schema writer, String json) throws IOException {
    var decoder = DecoderFactory.get().jsonDecoder(writer, json);
    return new SpecificDatumReader<SpecificRecord>(writer, current(writer.getName()))
        .read(null, decoder);
  }

  private static byte[] binary(SpecificRecord record) {
    byte[] framed = AvroSerializer.encode(1, record);
    return Arrays.copyOfRange(framed, WireFormat.HEADER_LENGTH, framed.length);
  }

  private static String json(SpecificRecord record) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), bytes, true);
    new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Sixty-four digits a line, so that a difference is found by eye. */
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).replaceAll("(.{64})", "$1\n").strip() + "\n";
  }
}
