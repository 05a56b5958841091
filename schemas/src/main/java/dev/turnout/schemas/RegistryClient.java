package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.turnout.schemas.UndecodableRecordException.Reason;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client for any schema registry that has Confluent's HTTP API. Thread-safe. Every method may
 * block for the time limits of its {@link RegistryConfig} and fails with a {@link
 * RegistryException}; ids and schemas are immutable in a registry and are remembered for ever.
 */
public final class RegistryClient {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryClient.class);

  /** A registered schema. */
  public record Registered(String subject, int version, int id, Schema schema) {}

  private record Key(String subject, Schema schema) {}

  private final RegistryConfig config;
  private final RegistryHttp http;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Key, Integer> ids = new ConcurrentHashMap<>();

  public RegistryClient(RegistryConfig config) {
    this.config = config;
    this.http = new RegistryHttp(config);
  }

  /**
   * The id under which the subject has this schema. An unknown schema is registered when {@code
   * auto.register.schemas} is on; the first schema of a subject also sets the subject's
   * compatibility to {@code BACKWARD}.
   */
  public int idFor(String subject, Schema schema) {
    Key key = new Key(subject, schema);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    int id = lookup(subject, schema).orElseGet(() -> registerOrRefuse(subject, schema));
    ids.put(key, id);
    schemas.putIfAbsent(id, schema);
    return id;
  }

  /** The id of a schema that is already registered under the subject. */
  public Optional<Integer> lookup(String subject, Schema schema) {
    return unlessNotFound(() -> http.post("/subjects/" + encode(subject), body(schema)))
        .map(answer -> answer.path("id").asInt());
  }

  /**
   * Registers a schema; the same schema again gives the same id. Does not touch the compatibility
   * setting.
   */
  public int register(String subject, Schema schema) {
    return http.post("/subjects/" + encode(subject) + "/versions", body(schema)).path("id").asInt();
  }

  /**
   * The schema with this id; empty when the registry does not know it.
   *
   * @throws UndecodableRecordException when it is none that this program could ever read
   */
  public Optional<Schema> byId(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Schema> found =
        unlessNotFound(() -> http.get("/schemas/ids/" + id)).map(answer -> parse(answer, id));
    found.ifPresent(schema -> schemas.put(id, schema));
    return found;
  }

  /** The newest schema of a subject; empty when there is none. */
  public Optional<Registered> latest(String subject) {
    return unlessNotFound(() -> http.get("/subjects/" + encode(subject) + "/versions/latest"))
        .map(
            answer -> {
              int id = answer.path("id").asInt();
              return new Registered(subject, answer.path("version").asInt(), id, parse(answer, id));
            });
  }

  /**
   * Whether the registry would accept the schema as the next version; a new subject accepts
   * everything.
   */
  public boolean isCompatible(String subject, Schema schema) {
    return unlessNotFound(
            () ->
                http.post(
                    "/compatibility/subjects/" + encode(subject) + "/versions/latest",
                    body(schema)))
        .map(answer -> answer.path("is_compatible").asBoolean())
        .orElse(true);
  }

  /** Sets the compatibility of a subject, such as {@code BACKWARD}. */
  public void setCompatibility(String subject, String level) {
    var setting = JsonNodeFactory.instance.objectNode().put("compatibility", level);
    http.put("/config/" + encode(subject), setting);
  }

  private int registerOrRefuse(String subject, Schema schema) {
    if (!config.autoRegister()) {
      throw new RegistryException(
          "Subject '%s' does not have the schema of %s, and '%s' is false; register it first, or set '%s' to true"
              .formatted(
                  subject,
                  schema.getFullName(),
                  RegistryConfig.AUTO_REGISTER,
                  RegistryConfig.AUTO_REGISTER),
          404,
          RegistryException.SCHEMA_NOT_FOUND);
    }
    int id = register(subject, schema);
    if (versions(subject) == 1) {
      protect(subject);
    }
    LOG.info("Registered schema subject={} type={} schemaId={}", subject, schema.getFullName(), id);
    return id;
  }

  private int versions(String subject) {
    return unlessNotFound(() -> http.get("/subjects/" + encode(subject) + "/versions"))
        .map(JsonNode::size)
        .orElse(0);
  }

  /** A writer may lack the right to configure; its records are as good without it. */
  private void protect(String subject) {
    try {
      setCompatibility(subject, "BACKWARD");
    } catch (InterruptException e) {
      throw e;
    } catch (RegistryException e) {
      LOG.warn("Could not set compatibility BACKWARD subject={}: {}", subject, e.getMessage());
    }
  }

  private static Optional<JsonNode> unlessNotFound(java.util.function.Supplier<JsonNode> request) {
    try {
      return Optional.of(request.get());
    } catch (RegistryException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A plain 404 without one of these codes means a wrong address, which must not pass for an
   * unknown schema.
   */
  private static boolean isMissing(RegistryException e) {
    return e.errorCode() == RegistryException.SUBJECT_NOT_FOUND
        || e.errorCode() == RegistryException.VERSION_NOT_FOUND
        || e.errorCode() == RegistryException.SCHEMA_NOT_FOUND;
  }

  private static JsonNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  /** What is under an id never changes: to ask again later would be to wait for ever. */
  private static Schema parse(JsonNode answer, int id) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UndecodableRecordException(
          Reason.UNEXPECTED_TYPE, "Expected schema " + id + " to be AVRO, but it is " + type);
    }
    try {
      return new Schema.Parser().parse(answer.path("schema").asText());
    } catch (AvroRuntimeException | StackOverflowError e) {
      throw new UndecodableRecordException(
          Reason.UNEXPECTED_TYPE,
          "The registry's schema " + id + " cannot be parsed: " + e.getMessage(),
          e);
    }
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
  }
}
