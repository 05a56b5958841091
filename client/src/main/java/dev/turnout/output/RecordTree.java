package dev.turnout.output;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;

/**
 * Turns Avro records into trees of plain values for JSON and YAML. Fields that are null are left
 * out; a record that is one of several alternatives is wrapped in a map whose key is its name, such
 * as {@code {SetWeightStep: {weight: 0.1}}}; bytes become Base64.
 */
public final class RecordTree {
  private RecordTree() {}

  /** The record as a map in the order of its schema, without the named fields. */
  public static Map<String, Object> of(IndexedRecord record, Set<String> omitted) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null && !omitted.contains(field.name())) {
        tree.put(field.name(), plain(value, field.schema()));
      }
    }
    return tree;
  }

  /** The whole record. */
  public static Map<String, Object> of(IndexedRecord record) {
    return of(record, Set.of());
  }

  private static Object plain(Object value, Schema schema) {
    if (value instanceof IndexedRecord record) {
      Map<String, Object> fields = of(record);
      return isChoice(schema) ? Map.of(record.getSchema().getName(), fields) : fields;
    }
    if (value instanceof List<?> list) {
      Schema items = nonNull(schema).getElementType();
      return list.stream().map(item -> plain(item, items)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      Schema values = nonNull(schema).getValueType();
      map.forEach((key, entry) -> entries.put(String.valueOf(key), plain(entry, values)));
      return entries;
    }
    if (value instanceof ByteBuffer bytes) {
      return Base64.getEncoder().encodeToString(bytesOf(bytes));
    }
    boolean word =
        value instanceof CharSequence
            || value instanceof Enum
            || value instanceof GenericEnumSymbol<?>;
    return word ? value.toString() : value;
  }

  private static boolean isChoice(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        && schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).count()
            > 1;
  }

  private static Schema nonNull(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(schema);
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
