package dev.turnout.schemas;

import dev.turnout.schemas.UndecodableRecordException.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in the {@link WireFormat}, with the schema of the generated class as reader
 * schema, so that older and newer compatible writers are understood. The class follows from the
 * writer's record name. Null stays null. Thread-safe after {@link #configure}. A schema id that is
 * new to it asks the registry and may block.
 *
 * <p>Fails with {@link UndecodableRecordException} when the bytes can never be read, and with
 * {@link RegistryException} when the registry does not answer.
 */
public final class AvroDeserializer implements Deserializer<SpecificRecord> {

  /** Pairs a writer's schema with ours; shared by all records of one schema id. */
  private record Reader(String type, DatumReader<SpecificRecord> datums) {}

  private final Map<Integer, Reader> readers = new ConcurrentHashMap<>();
  private @Nullable IntFunction<Optional<Schema>> schemas;

  /** For Kafka, which calls {@link #configure} next. */
  public AvroDeserializer() {}

  public AvroDeserializer(RegistryClient registry) {
    this(registry::byId);
  }

  /**
   * For values whose schemas lie elsewhere than in a registry.
   *
   * @param schemas the schema of an id; empty when there is none
   */
  public AvroDeserializer(IntFunction<Optional<Schema>> schemas) {
    this.schemas = schemas;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (isKey) {
      throw new IllegalArgumentException(
          "Expected to read values; keys are plain strings (StringDeserializer)");
    }
    schemas = new RegistryClient(RegistryConfig.from(configs))::byId;
  }

  @Override
  public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    int schemaId = WireFormat.schemaId(data);
    Reader known = readers.get(schemaId);
    return decode(data, known == null ? readerOf(schemaId) : known);
  }

  /**
   * Reads a value of which one type is expected.
   *
   * @throws UndecodableRecordException also when it is of another type
   */
  public <T extends SpecificRecord> T deserialize(String topic, byte[] data, Class<T> type) {
    SpecificRecord value = deserialize(topic, data);
    if (!type.isInstance(value)) {
      throw new UndecodableRecordException(
          Reason.UNEXPECTED_TYPE,
          "Expected a %s in topic '%s', but got a %s"
              .formatted(
                  type.getSimpleName(),
                  topic,
                  value == null ? "null" : value.getSchema().getFullName()));
    }
    return type.cast(value);
  }

  private Reader readerOf(int schemaId) {
    IntFunction<Optional<Schema>> configured = schemas;
    if (configured == null) {
      throw new IllegalStateException("Expected configure() before deserialize()");
    }
    Optional<Schema> writer = configured.apply(schemaId);
    Reader reader =
        pair(
            writer.orElseThrow(
                () ->
                    new UndecodableRecordException(
                        Reason.UNKNOWN_SCHEMA_ID,
                        "The schema registry has no schema with id " + schemaId)));
    readers.put(schemaId, reader);
    return reader;
  }

  private static Reader pair(Schema writer) {
    Class<?> type =
        RecordTypes.classOf(writer)
            .orElseThrow(
                () ->
                    new UndecodableRecordException(
                        Reason.UNEXPECTED_TYPE,
                        "Expected one of Turnout's records, but the schema is of "
                            + writer.getFullName()));
    Schema ours = SpecificData.get().getSchema(type);
    return new Reader(writer.getFullName(), new SpecificDatumReader<>(writer, ours));
  }

  /** Damaged bytes make Avro fail in many ways, so every one of them is caught. */
  private static SpecificRecord decode(byte[] data, Reader reader) {
    int length = data.length - WireFormat.HEADER_LENGTH;
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(data, WireFormat.HEADER_LENGTH, length, null);
    try {
      SpecificRecord record = reader.datums().read(null, decoder);
      if (decoder.isEnd()) {
        return record;
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UndecodableRecordException(
          Reason.BYTES_DO_NOT_MATCH,
          "The %d bytes are not a %s: %s".formatted(length, reader.type(), e.getMessage()),
          e);
    }
    throw new UndecodableRecordException(
        Reason.BYTES_DO_NOT_MATCH,
        "The %d bytes are longer than a %s".formatted(length, reader.type()));
  }
}
