package dev.turnout.output;

import dev.turnout.schemas.RecordTypes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes Avro records again of the trees that {@link RecordTree} makes of them. Keys that no field
 * has are passed over, so that the tree may say more; a field that is missing becomes its default,
 * or else null or nothing: zero, empty, false.
 */
public final class TreeRecord {
  private static final SpecificData DATA = SpecificData.get();

  static {
    RecordTypes.trust();
  }

  private TreeRecord() {}

  /**
   * The record of a tree.
   *
   * @param tree of maps, lists, texts, numbers and booleans, as JSON gives it
   * @throws IllegalArgumentException if it is not of this type, or of a later one
   */
  public static <T extends SpecificRecord> T of(Map<?, ?> tree, Class<T> type) {
    return type.cast(record(tree, DATA.getSchema(type)));
  }

  private static Object record(Map<?, ?> tree, Schema schema) {
    SpecificRecord record =
        (SpecificRecord) SpecificData.newInstance(DATA.getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      Object value = tree.get(field.name());
      record.put(
          field.pos(), value == null ? missing(field) : value(value, field.schema(), field.name()));
    }
    return record;
  }

  private static @Nullable Object missing(Schema.Field field) {
    return field.hasDefaultValue()
        ? DATA.deepCopy(field.schema(), DATA.getDefaultValue(field))
        : nothing(field.schema());
  }

  private static @Nullable Object nothing(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "";
      case INT -> 0;
      case LONG -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0d;
      case BOOLEAN -> false;
      case BYTES -> ByteBuffer.allocate(0);
      case ARRAY -> new ArrayList<>();
      case MAP -> new LinkedHashMap<>();
      case RECORD -> record(Map.of(), schema);
      case UNION, NULL, ENUM, FIXED -> null;
    };
  }

  private static @Nullable Object value(Object value, Schema schema, String name) {
    return switch (schema.getType()) {
      case RECORD -> record(expect(Map.class, value, name), schema);
      case ENUM -> symbol(String.valueOf(value), schema, name);
      case ARRAY -> list(expect(List.class, value, name), schema.getElementType(), name);
      case MAP -> map(expect(Map.class, value, name), schema.getValueType(), name);
      case UNION -> choice(value, schema, name);
      case STRING -> expect(String.class, value, name);
      case BYTES -> ByteBuffer.wrap(Base64.getDecoder().decode(expect(String.class, value, name)));
      case INT -> expect(Number.class, value, name).intValue();
      case LONG -> expect(Number.class, value, name).longValue();
      case FLOAT -> (float) number(value, name);
      case DOUBLE -> number(value, name);
      case BOOLEAN -> expect(Boolean.class, value, name);
      case FIXED, NULL -> throw unexpected(schema.getType().getName(), value, name);
    };
  }

  /** JSON has no word for what is no finite number; it comes as a text. */
  private static double number(Object value, String name) {
    return value instanceof String text
        ? Double.parseDouble(text)
        : expect(Number.class, value, name).doubleValue();
  }

  private static Object symbol(String word, Schema schema, String name) {
    String known = schema.hasEnumSymbol(word) ? word : schema.getEnumDefault();
    if (known == null) {
      throw unexpected("one of " + schema.getEnumSymbols(), word, name);
    }
    return DATA.createEnum(known, schema);
  }

  private static List<@Nullable Object> list(List<?> items, Schema schema, String name) {
    List<@Nullable Object> list = new ArrayList<>();
    items.forEach(item -> list.add(value(item, schema, name)));
    return list;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> entries, Schema schema, String name) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    entries.forEach((key, value) -> map.put(String.valueOf(key), value(value, schema, name)));
    return map;
  }

  /** One of several stands under its name. */
  private static @Nullable Object choice(Object value, Schema union, String name) {
    List<Schema> types =
        union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    if (types.size() == 1) {
      return value(value, types.get(0), name);
    }
    Map<?, ?> wrapped = expect(Map.class, value, name);
    for (Schema type : types) {
      Object inside = wrapped.get(type.getName());
      if (inside != null) {
        return value(inside, type, name);
      }
    }
    throw unexpected(
        "one of " + types.stream().map(Schema::getName).toList(), wrapped.keySet(), name);
  }

  private static <T> T expect(Class<T> type, Object value, String name) {
    if (!type.isInstance(value)) {
      throw unexpected("a " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT), value, name);
    }
    return type.cast(value);
  }

  private static IllegalArgumentException unexpected(String expected, Object value, String name) {
    return new IllegalArgumentException(
        "%s: Expected %s, but got %s".formatted(name, expected, value));
  }
}
