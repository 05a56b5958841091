package dev.turnout.agents.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON patch (RFC 6902): all of its operations take place, or none. */
public final class JsonPatch {
  private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

  /** The patch is refused unless the value is this; null stands for none. */
  public JsonPatch test(String pointer, JsonNode value) {
    return add("test", pointer, value);
  }

  /** Sets a value, whether or not it was there; what holds it must be there. */
  public JsonPatch set(String pointer, JsonNode value) {
    return add("add", pointer, value);
  }

  /** The operations of another patch, after these. */
  public JsonPatch and(JsonPatch other) {
    operations.addAll(other.operations);
    return this;
  }

  /** Whether it changes and tests nothing. */
  public boolean isEmpty() {
    return operations.isEmpty();
  }

  /** The pointer's text for a key, which may hold slashes. */
  public static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /** As the API takes it. */
  JsonNode json() {
    return operations;
  }

  private JsonPatch add(String what, String pointer, JsonNode value) {
    ObjectNode operation = operations.addObject();
    operation.put("op", what).put("path", pointer).set("value", value);
    return this;
  }

  @Override
  public String toString() {
    return operations.toString();
  }
}
