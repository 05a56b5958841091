package dev.turnout.control.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.TreeRecord;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the server answered.
 *
 * @param type of the body, without parameters
 */
record ApiAnswer(int status, String type, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};

  static ApiAnswer of(HttpResponse<?> response, String body) {
    String type = response.headers().firstValue("Content-Type").orElse("no type");
    return new ApiAnswer(response.statusCode(), type.split(";", 2)[0].strip(), body);
  }

  boolean isDone() {
    return status >= 200 && status < 300;
  }

  /** Whether it is the refusal of an orchestrator, not of the server. */
  boolean isRefusal() {
    return status == 409 && problemType().endsWith("/refused");
  }

  /** What kind of problem it is; empty if it is none of Turnout's. */
  String problemType() {
    return type.equals("application/problem+json") ? text(tree(), "type") : "";
  }

  /** The JSON object that was answered. */
  Map<String, Object> tree() {
    return tree(body);
  }

  static Map<String, Object> tree(String json) {
    try {
      return JSON.readValue(json, TREE);
    } catch (JsonProcessingException e) {
      throw new Failure(
          Exit.UNREACHABLE,
          "Expected a JSON object of Turnout's API, but got something else: "
              + e.getOriginalMessage(),
          e);
    }
  }

  /** Objects in a list under a key. */
  static List<Map<String, Object>> items(Map<String, Object> tree, String key) {
    List<Map<String, Object>> items = new ArrayList<>();
    if (tree.get(key) instanceof List<?> list) {
      list.forEach(item -> items.add(object(item)));
    }
    return items;
  }

  /** An object under a key; empty if there is none. */
  static Map<String, Object> object(@org.jspecify.annotations.Nullable Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inside) -> object.put(String.valueOf(key), inside));
    }
    return object;
  }

  /** A text; empty if there is none. */
  static String text(Map<String, Object> tree, String key) {
    return optional(tree, key).orElse("");
  }

  static Optional<String> optional(Map<String, Object> tree, String key) {
    return Optional.ofNullable(tree.get(key)).map(String::valueOf);
  }

  /** A whole number; 0 if there is none. */
  static long number(Map<String, Object> tree, String key) {
    return tree.get(key) instanceof Number number ? number.longValue() : 0;
  }

  /** The message that a tree is of. */
  static <T extends SpecificRecord> T record(Map<String, Object> tree, Class<T> type) {
    try {
      return TreeRecord.of(tree, type);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          Exit.UNREACHABLE,
          "Expected a %s as this program knows it, but: %s (is the server of a later version? 'turnout version' tells this one's)"
              .formatted(type.getSimpleName(), e.getMessage()),
          e);
    }
  }
}
