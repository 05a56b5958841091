package dev.turnout.simulation;

import dev.turnout.events.AgentReport;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutState;
import dev.turnout.events.RouteTable;
import dev.turnout.schemas.RecordTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** The real records as real bytes, without a registry: a byte that says which, then Avro's form. */
public final class PlainSerde implements Serializer<Object>, Deserializer<Object> {
  private static final List<Schema> SCHEMAS =
      List.of(
          RolloutCommand.getClassSchema(),
          AgentReport.getClassSchema(),
          MetricReport.getClassSchema(),
          JournalEntry.getClassSchema(),
          RolloutState.getClassSchema(),
          RouteTable.getClassSchema());

  static {
    RecordTypes.trust();
  }

  private final List<SpecificDatumWriter<SpecificRecord>> writers =
      SCHEMAS.stream().map(schema -> new SpecificDatumWriter<SpecificRecord>(schema)).toList();
  private final List<SpecificDatumReader<SpecificRecord>> readers =
      SCHEMAS.stream().map(schema -> new SpecificDatumReader<SpecificRecord>(schema)).toList();

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    // There is nothing to choose.
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  @Override
  public byte[] serialize(String topic, Object data) {
    SpecificRecord message = (SpecificRecord) data;
    int type = SCHEMAS.indexOf(message.getSchema());
    var bytes = new ByteArrayOutputStream(512);
    bytes.write(type);
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      writers.get(type).write(message, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Object deserialize(String topic, byte[] data) {
    try {
      return readers
          .get(data[0])
          .read(null, DecoderFactory.get().binaryDecoder(data, 1, data.length - 1, null));
    } catch (IOException | AvroRuntimeException e) {
      throw new SerializationException("Expected a record that this world wrote", e);
    }
  }
}
