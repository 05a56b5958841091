package dev.turnout.schemas;

import dev.turnout.events.AgentReport;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutState;
import dev.turnout.events.RouteTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * One filled record for every message and, where a field can hold different records, for each of
 * them; all values follow from the schema alone, so the examples are the same in every run.
 */
final class Examples {

  /** Every type that travels as a value on a topic. */
  static final List<Class<? extends SpecificRecord>> MESSAGES =
      List.of(
          RolloutCommand.class,
          MetricReport.class,
          AgentReport.class,
          RouteTable.class,
          JournalEntry.class,
          RolloutState.class);

  static {
    RecordTypes.trust();
  }

  private Examples() {}

  static Schema schemaOf(Class<? extends SpecificRecord> type) {
    return SpecificData.get().getSchema(type);
  }

  /** Examples of a message by name, such as {@code RolloutCommand.StartRollout}. */
  static Map<String, SpecificRecord> of(Class<? extends SpecificRecord> type) {
    Schema schema = schemaOf(type);
    var examples = new LinkedHashMap<String, SpecificRecord>();
    examples.put(type.getSimpleName() + ".minimal", specific(record(schema, null, false)));
    List<Schema> variants =
        schema.getFields().stream()
            .map(Schema.Field::schema)
            .filter(s -> s.isUnion() && s.getTypes().size() > 2)
            .flatMap(s -> s.getTypes().stream())
            .toList();
    for (Schema variant : variants) {
      examples.put(
          type.getSimpleName() + "." + variant.getName(), specific(record(schema, variant, true)));
    }
    if (variants.isEmpty()) {
      examples.put(type.getSimpleName() + ".full", specific(record(schema, null, true)));
    }
    return examples;
  }

  private static GenericData.Record record(Schema schema, Schema variant, boolean full) {
    var record = new GenericData.Record(schema);
    int position = 0;
    for (Schema.Field field : schema.getFields()) {
      position++;
      record.put(field.pos(), value(field.schema(), field.name(), position, variant, full));
    }
    return record;
  }

  private static Object value(
      Schema schema, String name, int position, Schema variant, boolean full) {
    return switch (schema.getType()) {
      case RECORD -> record(schema, null, full);
      case ENUM ->
          new GenericData.EnumSymbol(
              schema, schema.getEnumSymbols().get(full ? schema.getEnumSymbols().size() - 1 : 0));
      case ARRAY -> full ? elements(schema.getElementType(), name, position) : List.of();
      case MAP ->
          full ? Map.of(name, value(schema.getValueType(), name, position, null, true)) : Map.of();
      case UNION -> branch(schema, name, position, variant, full);
      case STRING -> full ? name + "-" + position : "";
      case BYTES -> ByteBuffer.wrap(full ? name.getBytes(StandardCharsets.UTF_8) : new byte[0]);
      case INT -> full ? 100 + position : 0;
      case LONG -> full ? 1_000_000_000_000L + position : 0L;
      case DOUBLE -> full ? position / 16.0 : 0.0;
      case BOOLEAN -> full;
      default -> throw new IllegalStateException("No message uses " + schema);
    };
  }

  /** Arrays of a choice hold one element of each kind. */
  private static List<Object> elements(Schema element, String name, int position) {
    List<Schema> kinds = element.isUnion() ? element.getTypes() : List.of(element);
    return kinds.stream().map(kind -> value(kind, name, position, null, true)).toList();
  }

  private static Object branch(
      Schema union, String name, int position, Schema variant, boolean full) {
    List<Schema> types = union.getTypes();
    if (variant != null && types.contains(variant)) {
      return value(variant, name, position, null, full);
    }
    boolean optional = types.get(0).getType() == Schema.Type.NULL;
    if (optional && !full) {
      return null;
    }
    return value(types.get(optional ? 1 : 0), name, position, null, full);
  }

  private static SpecificRecord specific(GenericData.Record generic) {
    try {
      var bytes = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<GenericData.Record>(generic.getSchema()).write(generic, encoder);
      var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
      return new SpecificDatumReader<SpecificRecord>(generic.getSchema()).read(null, decoder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
