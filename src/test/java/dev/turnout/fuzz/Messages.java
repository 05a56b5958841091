package dev.turnout.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Messages that decode but say odd things: values at and beyond the ends of their ranges, doubled,
 * missing and empty parts. They reach the rules, where damaged bytes seldom do.
 */
final class Messages {
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    63,
    100,
    1_000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 53,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE / 1000,
    253_402_300_800_000L
  };
  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    10,
    1e-300,
    1e300,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Math.nextUp(1.0),
    Math.nextDown(1.0)
  };
  private static final String[] STRINGS = {
    "",
    " ",
    "a",
    "fraud",
    "v1",
    "v2",
    "latency",
    "accuracy",
    "errors",
    "\u0000",
    "\uD800",
    "é",
    "x".repeat(300),
    "../../etc",
    "NaN",
    "/",
    "1e999",
    "\u202e"
  };

  private final SplittableRandom random;

  Messages(SplittableRandom random) {
    this.random = random;
  }

  /** The message with one to four parts replaced, as Avro bytes without a header. */
  byte[] odd(SpecificRecord message) {
    Schema schema = message.getSchema();
    try {
      GenericData.Record copy = copy(message, schema);
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        change(copy);
      }
      return write(copy, schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GenericData.Record copy(SpecificRecord message, Schema schema) throws IOException {
    return new GenericDatumReader<GenericData.Record>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(bytes(message), null));
  }

  /** The Avro bytes of a message. */
  static byte[] bytes(SpecificRecord message) {
    try {
      var bytes = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new org.apache.avro.specific.SpecificDatumWriter<>(message.getSchema())
          .write(message, encoder);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(GenericData.Record record, Schema schema) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericData.Record>(schema).write(record, encoder);
    return bytes.toByteArray();
  }

  private void change(GenericData.Record record) {
    List<Schema.Field> fields = record.getSchema().getFields();
    if (!fields.isEmpty()) {
      Schema.Field field = fields.get(random.nextInt(fields.size()));
      record.put(field.pos(), changed(record.get(field.pos()), field.schema()));
    }
  }

  /** Mostly goes deeper; else another value of the schema. */
  private Object changed(Object value, Schema schema) {
    if (random.nextInt(8) > 0) {
      if (value instanceof GenericData.Record inner) {
        change(inner);
        return inner;
      }
      if (value instanceof List<?> list && !list.isEmpty()) {
        return changedList(list, schema);
      }
    }
    return any(schema, 0);
  }

  private List<Object> changedList(List<?> list, Schema schema) {
    List<Object> changed = new ArrayList<>(list);
    int at = random.nextInt(changed.size());
    Schema array = schema.isUnion() ? nonNull(schema) : schema;
    switch (random.nextInt(5)) {
      case 0 -> changed.remove(at);
      case 1 -> changed.add(at, changed.get(at));
      case 2 -> changed.add(at, any(array.getElementType(), 0));
      default -> changed.set(at, changed(changed.get(at), array.getElementType()));
    }
    return changed;
  }

  private Object any(Schema schema, int depth) {
    return switch (schema.getType()) {
      case RECORD -> {
        var record = new GenericData.Record(schema);
        schema.getFields().forEach(f -> record.put(f.pos(), any(f.schema(), depth + 1)));
        yield record;
      }
      case ENUM ->
          new GenericData.EnumSymbol(
              schema, schema.getEnumSymbols().get(random.nextInt(schema.getEnumSymbols().size())));
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(depth > 3 ? 2 : 4); i > 0; i--) {
          items.add(any(schema.getElementType(), depth + 1));
        }
        yield items;
      }
      case MAP -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          map.put(string(), any(schema.getValueType(), depth + 1));
        }
        yield map;
      }
      case UNION -> any(schema.getTypes().get(random.nextInt(schema.getTypes().size())), depth);
      case STRING -> string();
      case BYTES -> ByteBuffer.wrap(new byte[random.nextInt(20)]);
      case INT -> (int) LONGS[random.nextInt(LONGS.length)];
      case LONG -> LONGS[random.nextInt(LONGS.length)];
      case DOUBLE -> DOUBLES[random.nextInt(DOUBLES.length)];
      case BOOLEAN -> random.nextBoolean();
      case NULL -> null;
      default -> throw new IllegalStateException("No message uses " + schema);
    };
  }

  private String string() {
    return STRINGS[random.nextInt(STRINGS.length)];
  }

  private static Schema nonNull(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }
}
