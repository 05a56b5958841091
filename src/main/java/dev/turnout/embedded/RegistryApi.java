package dev.turnout.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnout.embedded.RegistryStore.Entry;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Answers the requests of Confluent's schema registry API, version 7. Knows neither sockets nor
 * bytes.
 */
final class RegistryApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * A request.
   *
   * @param path its segments, decoded, without empty ones
   * @param query raw, empty for none
   * @param body JSON; missing when there was none
   */
  record Request(String method, List<String> path, String query, JsonNode body) {

    private boolean is(String wantedMethod, String... pattern) {
      if (!method.equals(wantedMethod) || path.size() != pattern.length) {
        return false;
      }
      for (int i = 0; i < pattern.length; i++) {
        if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
          return false;
        }
      }
      return true;
    }

    private boolean asks(String flag) {
      return ("&" + query + "&").contains("&" + flag + "=true&");
    }

    private String at(int index) {
      return path.get(index);
    }
  }

  private final RegistryStore store;

  RegistryApi(RegistryStore store) {
    this.store = store;
  }

  /**
   * The JSON to answer with.
   *
   * @throws RegistryFault when the answer is an error
   */
  JsonNode answer(Request request) {
    if (request.path().isEmpty()) {
      return JSON.objectNode();
    }
    return switch (request.at(0)) {
      case "schemas" -> schemas(request);
      case "subjects" -> subjects(request);
      case "compatibility" -> compatibility(request);
      case "config" -> config(request);
      case "mode" -> mode(request);
      default -> throw RegistryFault.unknownPath();
    };
  }

  private JsonNode schemas(Request request) {
    if (request.is("GET", "schemas")) {
      ArrayNode all = JSON.arrayNode();
      store.entries().forEach(entry -> all.add(describe(entry)));
      return all;
    }
    if (request.is("GET", "schemas", "types")) {
      return JSON.arrayNode().add("AVRO");
    }
    if (request.path().size() < 3
        || !request.is("GET", request.path().toArray(String[]::new))
        || !request.at(1).equals("ids")) {
      throw RegistryFault.unknownPath();
    }
    int id = id(request.at(2));
    Schema schema = store.byId(id);
    if (request.path().size() == 3) {
      return JSON.objectNode().put("schema", schema.toString());
    }
    return switch (request.at(3)) {
      case "schema" -> JSON.pojoNode(schema);
      case "versions" -> versionsWith(id);
      case "subjects" ->
          strings(store.entries().stream().filter(e -> e.id() == id).map(Entry::subject).toList());
      default -> throw RegistryFault.unknownPath();
    };
  }

  private JsonNode subjects(Request request) {
    if (request.is("GET", "subjects")) {
      return strings(store.subjects());
    }
    if (request.is("POST", "subjects", "*")) {
      return lookup(request.at(1), schema(request.body()));
    }
    if (request.is("DELETE", "subjects", "*")) {
      return numbers(store.delete(request.at(1)));
    }
    if (request.is("GET", "subjects", "*", "versions")) {
      return numbers(store.versions(request.at(1)).stream().map(Entry::version).toList());
    }
    if (request.is("POST", "subjects", "*", "versions")) {
      return JSON.objectNode()
          .put("id", store.register(request.at(1), schema(request.body())).id());
    }
    if (request.is("GET", "subjects", "*", "versions", "*")) {
      return describe(store.version(request.at(1), request.at(3)));
    }
    if (request.is("DELETE", "subjects", "*", "versions", "*")) {
      return JSON.numberNode(store.delete(request.at(1), request.at(3)));
    }
    if (request.is("GET", "subjects", "*", "versions", "*", "schema")) {
      return JSON.pojoNode(store.version(request.at(1), request.at(3)).schema());
    }
    if (request.is("GET", "subjects", "*", "versions", "*", "referencedby")) {
      return JSON.arrayNode();
    }
    throw RegistryFault.unknownPath();
  }

  private JsonNode lookup(String subject, Schema schema) {
    store.versions(subject);
    return describe(
        store
            .find(subject, schema)
            .orElseThrow(() -> RegistryFault.schemaNotFound("under " + subject)));
  }

  private JsonNode compatibility(Request request) {
    boolean one = request.is("POST", "compatibility", "subjects", "*", "versions", "*");
    if (!one && !request.is("POST", "compatibility", "subjects", "*", "versions")) {
      throw RegistryFault.unknownPath();
    }
    Schema schema = schema(request.body());
    String subject = request.at(2);
    List<Entry> against =
        one ? List.of(store.version(subject, request.at(4))) : store.versions(subject);
    List<String> problems = store.problems(subject, schema, against);
    ObjectNode answer = JSON.objectNode().put("is_compatible", problems.isEmpty());
    if (request.asks("verbose")) {
      answer.set("messages", strings(problems));
    }
    return answer;
  }

  private JsonNode config(Request request) {
    if (request.is("GET", "config")) {
      return JSON.objectNode().put("compatibilityLevel", store.globalLevel().name());
    }
    if (request.is("PUT", "config")) {
      store.setGlobalLevel(level(request.body()));
      return JSON.objectNode().put("compatibility", store.globalLevel().name());
    }
    if (request.is("GET", "config", "*")) {
      return JSON.objectNode()
          .put(
              "compatibilityLevel", levelOf(request.at(1), request.asks("defaultToGlobal")).name());
    }
    if (request.is("PUT", "config", "*")) {
      Compatibility level = level(request.body());
      store.setLevel(request.at(1), level);
      return JSON.objectNode().put("compatibility", level.name());
    }
    if (request.is("DELETE", "config", "*")) {
      Compatibility level = levelOf(request.at(1), false);
      store.removeLevel(request.at(1));
      return JSON.objectNode().put("compatibility", level.name());
    }
    throw RegistryFault.unknownPath();
  }

  private Compatibility levelOf(String subject, boolean orGlobal) {
    return store
        .level(subject)
        .or(
            () ->
                orGlobal ? java.util.Optional.of(store.globalLevel()) : java.util.Optional.empty())
        .orElseThrow(() -> RegistryFault.noSubjectConfig(subject));
  }

  private static JsonNode mode(Request request) {
    if (request.is("GET", "mode")
        || (request.is("GET", "mode", "*") && request.asks("defaultToGlobal"))) {
      return JSON.objectNode().put("mode", "READWRITE");
    }
    if (request.is("GET", "mode", "*")) {
      throw RegistryFault.noSubjectMode(request.at(1));
    }
    if (request.is("PUT", "mode") || request.is("PUT", "mode", "*")) {
      String mode = request.body().path("mode").asText();
      if (!mode.equals("READWRITE")) {
        throw RegistryFault.invalidMode(mode);
      }
      return JSON.objectNode().put("mode", mode);
    }
    throw RegistryFault.unknownPath();
  }

  private ArrayNode versionsWith(int id) {
    ArrayNode versions = JSON.arrayNode();
    store.entries().stream()
        .filter(entry -> entry.id() == id)
        .forEach(
            entry ->
                versions
                    .addObject()
                    .put("subject", entry.subject())
                    .put("version", entry.version()));
    return versions;
  }

  private static ObjectNode describe(Entry entry) {
    return JSON.objectNode()
        .put("subject", entry.subject())
        .put("version", entry.version())
        .put("id", entry.id())
        .put("schema", entry.schema().toString());
  }

  private static Schema schema(JsonNode body) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw RegistryFault.invalidSchema("this registry holds AVRO schemas, but got " + type);
    }
    if (!body.path("references").isEmpty()) {
      throw RegistryFault.invalidSchema(
          "this registry holds no schema with references; write it out");
    }
    if (!body.path("schema").isTextual()) {
      throw RegistryFault.invalidSchema("expected 'schema' to hold the schema as text");
    }
    try {
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (AvroRuntimeException e) {
      throw RegistryFault.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  private static Compatibility level(JsonNode body) {
    String name = body.path("compatibility").asText();
    return Compatibility.named(name).orElseThrow(() -> RegistryFault.invalidCompatibility(name));
  }

  private static int id(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw RegistryFault.unknownPath();
    }
  }

  private static ArrayNode strings(List<String> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static ArrayNode numbers(List<Integer> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(array::add);
    return array;
  }
}
