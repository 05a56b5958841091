package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RouteTable;
import dev.turnout.schemas.UndecodableRecordException.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

  private static final int OURS = 258;
  private static final int FOREIGN = 5;
  private static final int EVIL = 6;
  private static final int OLDER = 7;
  private static final int UNKNOWN = 8;

  private static ScriptedRegistry registry;
  private static TurnoutSerde serde;

  @BeforeAll
  @BeforeContainer
  static void start() throws IOException {
    registry = new ScriptedRegistry();
    registry.answer("POST /subjects/routes-value", 200, "{\"id\":" + OURS + "}");
    registry.answer(
        "GET /schemas/ids/" + OURS, 200, answer(RouteTable.getClassSchema().toString()));
    registry.answer("GET /schemas/ids/" + FOREIGN, 200, answer("\"string\""));
    registry.answer(
        "GET /schemas/ids/" + EVIL,
        200,
        answer("{\"type\":\"record\",\"name\":\"java.lang.Runtime\",\"fields\":[]}"));
    registry.answer("GET /schemas/ids/" + OLDER, 200, answer(olderRouteTable().toString()));
    registry.answer(
        "GET /schemas/ids/" + UNKNOWN, 404, "{\"error_code\":40403,\"message\":\"none\"}");
    serde = new TurnoutSerde();
    serde.configure(Map.of("schema.registry.url", registry.url(), "retries.wait.ms", 1), false);
  }

  @AfterAll
  @AfterContainer
  static void stop() {
    registry.close();
  }

  private static String answer(String schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema).toString();
  }

  /** Without the fields that have a default. */
  private static Schema olderRouteTable() {
    Schema current = RouteTable.getClassSchema();
    var fields =
        current.getFields().stream()
            .filter(f -> !f.hasDefaultValue())
            .map(f -> new Schema.Field(f, f.schema()))
            .toList();
    return Schema.createRecord(current.getName(), null, current.getNamespace(), false, fields);
  }

  private static RouteTable table() {
    return (RouteTable) Examples.of(RouteTable.class).get("RouteTable.full");
  }

  private static byte[] framed(int schemaId, byte... body) {
    byte[] value =
        Arrays.copyOf(WireFormat.header(schemaId), WireFormat.HEADER_LENGTH + body.length);
    System.arraycopy(body, 0, value, WireFormat.HEADER_LENGTH, body.length);
    return value;
  }

  private static Reason reasonFor(byte[] value) {
    Throwable failure = catchThrowable(() -> serde.deserializer().deserialize("routes", value));
    assertThat(failure).isInstanceOf(UndecodableRecordException.class).message().isNotBlank();
    return ((UndecodableRecordException) failure).reason();
  }

  @Test
  void shouldWriteTheConfluentWireFormat() {
    // given
    RouteTable table = table();
    // when
    byte[] value = serde.serializer().serialize("routes", table);
    // then
    assertThat(HexFormat.of().formatHex(value, 0, 5)).isEqualTo("0000000102");
    assertThat(WireFormat.schemaId(value)).isEqualTo(OURS);
  }

  @Test
  void shouldReadWhatItWrote() {
    // given
    byte[] value = serde.serializer().serialize("routes", table());
    // when
    SpecificRecord read = serde.deserializer().deserialize("routes", value);
    // then
    assertThat(read).isEqualTo(table());
  }

  @Test
  void shouldKeepATombstone() {
    assertThat(serde.serializer().serialize("routes", null)).isNull();
    assertThat(serde.deserializer().deserialize("routes", (byte[]) null)).isNull();
  }

  @Test
  void shouldFillTheFieldsThatAnOlderWriterDidNotKnow() {
    // given
    RouteTable table = table();
    table.setRollout(null);
    table.setSmokeTests(java.util.List.of());
    table.setMirror(null);
    table.setCandidateNodes(java.util.List.of());
    byte[] current = serde.serializer().serialize("routes", table);
    // An older writer's bytes are the beginning of ours, apart from the optional rollout after the
    // epoch.
    byte[] older = encodeWith(olderRouteTable(), table);
    // when
    SpecificRecord read = serde.deserializer().deserialize("routes", framed(OLDER, older));
    // then
    assertThat(read).isEqualTo(table);
    assertThat(older.length).isLessThan(current.length - WireFormat.HEADER_LENGTH);
  }

  private static byte[] encodeWith(Schema writer, RouteTable table) {
    try {
      var generic = new org.apache.avro.generic.GenericData.Record(writer);
      writer.getFields().forEach(f -> generic.put(f.name(), table.get(f.name())));
      var bytes = new java.io.ByteArrayOutputStream();
      var encoder = org.apache.avro.io.EncoderFactory.get().directBinaryEncoder(bytes, null);
      new org.apache.avro.specific.SpecificDatumWriter<>(writer).write(generic, encoder);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldSayWhyBytesCannotBeRead() {
    assertThat(reasonFor(new byte[0])).isEqualTo(Reason.NOT_WIRE_FORMAT);
    assertThat(reasonFor(new byte[] {0, 0, 0, 1})).isEqualTo(Reason.NOT_WIRE_FORMAT);
    assertThat(reasonFor("{\"model\":\"fraud\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(Reason.NOT_WIRE_FORMAT);
    assertThat(reasonFor(framed(UNKNOWN, (byte) 0))).isEqualTo(Reason.UNKNOWN_SCHEMA_ID);
    assertThat(reasonFor(framed(FOREIGN, (byte) 0))).isEqualTo(Reason.UNEXPECTED_TYPE);
    assertThat(reasonFor(framed(EVIL))).isEqualTo(Reason.UNEXPECTED_TYPE);
    assertThat(reasonFor(framed(OURS))).isEqualTo(Reason.BYTES_DO_NOT_MATCH);
  }

  @Test
  void shouldRefuseBytesBehindTheRecord() {
    // given
    byte[] value = serde.serializer().serialize("routes", table());
    // when
    Reason reason = reasonFor(Arrays.copyOf(value, value.length + 1));
    // then
    assertThat(reason).isEqualTo(Reason.BYTES_DO_NOT_MATCH);
  }

  @Test
  void shouldNotTrustAHugeLength() {
    // given: a string of 2 GB less one, and an array of 2^62 elements
    byte[] string = HexFormat.of().parseHex("feffffff0f");
    // when
    Reason reason = reasonFor(framed(OURS, string));
    // then
    assertThat(reason).isEqualTo(Reason.BYTES_DO_NOT_MATCH);
  }

  @Property(tries = 3000, seed = "1")
  void shouldNeverFailInAnotherWay(@ForAll byte[] body) {
    assertThatCode(() -> reasonOrRecord(framed(OURS, body))).doesNotThrowAnyException();
  }

  @Property(tries = 3000, seed = "1")
  void shouldNeverFailInAnotherWayOnADamagedRecord(@ForAll int at, @ForAll byte with) {
    // given
    byte[] value = serde.serializer().serialize("routes", table());
    int body = value.length - WireFormat.HEADER_LENGTH;
    value[WireFormat.HEADER_LENGTH + Math.floorMod(at, body)] = with;
    // when / then
    assertThatCode(() -> reasonOrRecord(value)).doesNotThrowAnyException();
  }

  private static void reasonOrRecord(byte[] value) {
    try {
      serde.deserializer().deserialize("routes", value);
    } catch (UndecodableRecordException e) {
      assertThat(e.reason()).isEqualTo(Reason.BYTES_DO_NOT_MATCH);
    }
  }

  @Test
  void shouldRefuseARecordOfAnotherTypeThanExpected() {
    // given
    byte[] value = serde.serializer().serialize("routes", table());
    var deserializer = (AvroDeserializer) serde.deserializer();
    // when / then
    assertThatThrownBy(() -> deserializer.deserialize("routes", value, MetricReport.class))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("Expected a MetricReport")
        .hasMessageContaining("RouteTable");
    assertThat(deserializer.deserialize("routes", value, RouteTable.class)).isEqualTo(table());
  }

  @Test
  void shouldTellARegistryThatIsDownFromABadRecord() {
    // given
    var deserializer = new AvroDeserializer();
    deserializer.configure(
        Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", 1, "retries.wait.ms", 1),
        false);
    // when / then
    assertThatThrownBy(() -> deserializer.deserialize("routes", framed(OURS, (byte) 0)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("No answer from the schema registry");
  }

  @Test
  void shouldSayWhichFieldIsMissingWhenWriting() {
    // given
    RouteTable incomplete = new RouteTable();
    // when / then
    assertThatThrownBy(() -> serde.serializer().serialize("routes", incomplete))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("RouteTable");
  }

  @Test
  void shouldUseTheSerializerThatTheConfigurationNames() {
    // given
    Map<String, Object> named =
        Map.of(
            "value.serializer",
            "org.apache.kafka.common.serialization.StringSerializer",
            "value.deserializer",
            org.apache.kafka.common.serialization.StringDeserializer.class);
    // when
    byte[] bytes = Serdes.valueSerializer(named).serialize("t", "hello");
    Object read = Serdes.valueDeserializer(named).deserialize("t", bytes);
    // then
    assertThat(read).isEqualTo("hello");
  }

  @Test
  void shouldUseOursOtherwise() {
    // given
    Map<String, Object> config = Map.of("schema.registry.url", registry.url());
    // when
    byte[] bytes = Serdes.valueSerializer(config).serialize("routes", table());
    // then
    assertThat(Serdes.valueDeserializer(config).deserialize("routes", bytes)).isEqualTo(table());
  }

  @Test
  void shouldSayWhenTheNamedClassIsMissingOrOfAnotherKind() {
    assertThatThrownBy(
            () -> Serdes.valueSerializer(Map.of("value.serializer", "io.example.Missing")))
        .hasMessageContaining("'value.serializer'")
        .hasMessageContaining("class path");
    assertThatThrownBy(() -> Serdes.valueSerializer(Map.of("value.serializer", "java.lang.String")))
        .hasMessageContaining("org.apache.kafka.common.serialization.Serializer");
  }
}
