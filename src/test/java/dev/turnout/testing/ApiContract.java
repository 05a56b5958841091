package dev.turnout.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Holds answers against the OpenAPI document that the server gives of itself. */
public final class ApiContract {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonNode document;
  private final Set<String> held = new TreeSet<>();

  public ApiContract(JsonNode document) {
    this.document = document;
  }

  /** What the document describes, such as {@code GET /api/v1/models}. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  /** The operations of which a good answer was held against the document. */
  public Set<String> held() {
    return held;
  }

  /** The answer, which must have a described status, type and body. */
  public ApiClient.Answer hold(String operation, ApiClient.Answer answer) {
    String[] parts = operation.split(" ", 2);
    JsonNode responses =
        document.at("/paths").get(parts[1]).get(parts[0].toLowerCase(Locale.ROOT)).get("responses");
    JsonNode response = responses.get(Integer.toString(answer.status()));
    boolean good = response != null;
    response = resolved(good ? response : responses.get("default"));
    assertThat(answer.status() < 300).as("%s %s", operation, answer).isEqualTo(good);
    String type = answer.header("Content-Type").split(";", 2)[0];
    JsonNode schema = response.at("/content").get(type).get("schema");
    if (type.endsWith("json")) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.set("components", document.get("components"));
      root.putArray("allOf").add(schema);
      assertThat(SCHEMAS.getSchema(root).validate(answer.json()))
          .as("%s %s", operation, answer)
          .isEmpty();
    }
    if (good) {
      held.add(operation);
    }
    return answer;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}
