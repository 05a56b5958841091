package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.schemas.AvroDeserializer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Deserializer;

/** The schemas of a bundle, which it gives as a registry would. */
final class BundleSchemas {
  private static final int LONGEST_SCHEMA = 1024 * 1024;

  private final Map<Integer, Schema> schemas;

  private BundleSchemas(Map<Integer, Schema> schemas) {
    this.schemas = Map.copyOf(schemas);
  }

  static BundleSchemas read(Manifest manifest, BundleFile bundle) {
    Map<Integer, Schema> schemas = new HashMap<>();
    for (SchemaFile file : manifest.schemas()) {
      schemas.put(file.id(), read(file, bundle.content(file.seal(), LONGEST_SCHEMA)));
    }
    return new BundleSchemas(schemas);
  }

  private static Schema read(SchemaFile file, byte[] text) {
    Schema schema;
    try {
      schema = parse(new String(text, UTF_8));
    } catch (BundleException e) {
      throw new BundleException(
          e, "File '%s' of the bundle is wrong: %s", file.seal().name(), e.getMessage());
    }
    if (!schema.getFullName().equals(file.type())) {
      throw new BundleException(
          "The manifest says that '%s' is the schema of %s, but it is of %s",
          file.seal().name(), file.type(), schema.getFullName());
    }
    return schema;
  }

  /** Damaged text makes Avro's parser fail in many ways, so every one of them is caught. */
  static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (RuntimeException e) {
      throw new BundleException(e, "it is no Avro schema (%s)", e.getMessage());
    }
  }

  /** A new reader of values that were written with these schemas. */
  Deserializer<Object> values() {
    AvroDeserializer values = new AvroDeserializer(id -> Optional.ofNullable(schemas.get(id)));
    return values::deserialize;
  }
}
