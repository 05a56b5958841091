package dev.turnout.api;

import dev.turnout.output.RecordTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** Schemas of messages as JSON Schema, for the JSON that {@link RecordTree} makes of them. */
final class AvroSchemas {
  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, Object> components;

  /**
   * @param components named schemas; more are put there
   */
  AvroSchemas(Map<String, Object> components) {
    this.components = components;
  }

  /** Adds a record, and what it contains, without some of its fields. */
  void add(Schema record, Set<String> omitted) {
    Map<String, Object> schema = new LinkedHashMap<>();
    components.put(record.getName(), schema);
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      if (!omitted.contains(field.name())) {
        properties.put(field.name(), described(schema(field.schema()), field.doc()));
        if (!field.schema().isNullable()) {
          required.add(field.name());
        }
      }
    }
    schema.put("type", "object");
    schema.put("description", record.getDoc());
    schema.put("required", required);
    schema.put("properties", properties);
  }

  private Map<String, Object> schema(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> reference(schema);
      case ENUM -> Map.of("type", "string", "enum", schema.getEnumSymbols());
      case ARRAY -> Map.of("type", "array", "items", schema(schema.getElementType()));
      case MAP -> Map.of("type", "object", "additionalProperties", schema(schema.getValueType()));
      case UNION -> union(schema);
      case STRING -> Map.of("type", "string");
      case BYTES, FIXED -> Map.of("type", "string", "contentEncoding", "base64");
      case INT, LONG -> Map.of("type", "integer");
      case FLOAT, DOUBLE -> Map.of("type", "number");
      case BOOLEAN -> Map.of("type", "boolean");
      case NULL -> Map.of("type", "null");
    };
  }

  private Map<String, Object> union(Schema union) {
    List<Schema> some =
        union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return some.size() == 1
        ? schema(some.get(0))
        : Map.of("oneOf", some.stream().map(this::wrapped).toList());
  }

  /** One of several stands under its name. */
  private Map<String, Object> wrapped(Schema one) {
    Map<String, Object> wrapped = new LinkedHashMap<>();
    wrapped.put("type", "object");
    wrapped.put("required", List.of(one.getName()));
    wrapped.put("properties", Map.of(one.getName(), schema(one)));
    return wrapped;
  }

  private Map<String, Object> reference(Schema record) {
    if (!components.containsKey(record.getName())) {
      add(record, Set.of());
    }
    return Map.of("$ref", REFERENCE + record.getName());
  }

  private static Map<String, Object> described(Map<String, Object> schema, String doc) {
    Map<String, Object> described = new LinkedHashMap<>(schema);
    described.put("description", doc);
    return described;
  }
}
