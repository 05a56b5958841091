package dev.turnout.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in the {@link WireFormat} under the subject {@code <topic>-value}. Null stays
 * null, which is a tombstone. Thread-safe after {@link #configure}. The first record of a topic
 * asks the registry and may block.
 */
public final class AvroSerializer implements Serializer<SpecificRecord> {

  static {
    RecordTypes.trust();
  }

  private @Nullable RegistryClient registry;

  /** For Kafka, which calls {@link #configure} next. */
  public AvroSerializer() {}

  public AvroSerializer(RegistryClient registry) {
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (isKey) {
      throw new IllegalArgumentException(
          "Expected to write values; keys are plain strings (StringSerializer)");
    }
    registry = new RegistryClient(RegistryConfig.from(configs));
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord data) {
    if (data == null) {
      return null;
    }
    RegistryClient configured = registry;
    if (configured == null) {
      throw new IllegalStateException("Expected configure() before serialize()");
    }
    return encode(configured.idFor(topic + "-value", data.getSchema()), data);
  }

  /** The bytes of a record behind a header with this schema id. */
  static byte[] encode(int schemaId, SpecificRecord data) {
    var bytes = new ByteArrayOutputStream(256);
    bytes.writeBytes(WireFormat.header(schemaId));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(data.getSchema()).write(data, encoder);
      encoder.flush();
    } catch (AvroRuntimeException | NullPointerException | ClassCastException e) {
      throw new SerializationException(
          "Expected every field of %s to have a value of its type: %s"
              .formatted(data.getSchema().getFullName(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
