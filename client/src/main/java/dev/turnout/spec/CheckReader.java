package dev.turnout.spec;

import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.output.Documents;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a smoke test. Without a body it asks {@code GET /ping}, with one {@code POST /invocations},
 * as MLflow's servers have them.
 */
final class CheckReader {
  private static final Expected ANY_OK = new Expected(200, Optional.empty());

  private static final Map<String, String> METHODS = methods();

  private CheckReader() {}

  static YamlField<HttpCheck> read(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Optional<String>> method = map.optional("method", value -> value.choice(METHODS));
    YamlField<Optional<String>> path =
        map.optional("path", value -> value.parsed(CheckReader::path));
    YamlField<Map<String, String>> headers =
        map.optional("headers", YamlNode::words, Map.<String, String>of());
    YamlField<Optional<String>> text = map.optional("body", YamlNode::anyString);
    YamlField<Optional<String>> json = map.optional("json", CheckReader::json);
    YamlField<Expected> expected = map.optional("expect", CheckReader::expected, ANY_OK);
    YamlField<Duration> timeout =
        map.optional("timeout", YamlNode::duration, HttpCheck.DEFAULT_TIMEOUT);
    return map.build(
        () -> {
          Optional<String> body = one(text.get(), json.get());
          return new HttpCheck(
              method.get().orElse(body.isPresent() ? "POST" : "GET"),
              path.get().orElse(body.isPresent() ? "/invocations" : "/ping"),
              typed(headers.get(), json.get().isPresent()),
              body,
              expected.get().status(),
              expected.get().json().map(Value::pointer),
              expected.get().json().map(Value::equal),
              expected.get().json().map(Value::tolerance).orElse(0.0),
              timeout.get());
        });
  }

  private static Map<String, String> methods() {
    Map<String, String> methods = new LinkedHashMap<>();
    List.of("GET", "POST", "PUT", "HEAD", "OPTIONS").forEach(word -> methods.put(word, word));
    return methods;
  }

  private static String path(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "Expected a path that starts with a slash, but got '%s' (write /%s)"
              .formatted(text, text));
    }
    return text;
  }

  private static Optional<String> one(Optional<String> text, Optional<String> json) {
    if (text.isPresent() && json.isPresent()) {
      throw new IllegalArgumentException(
          "Expected 'body' (a text) or 'json' (a value), but got both (remove one)");
    }
    return text.or(() -> json);
  }

  private static SortedMap<String, String> typed(Map<String, String> headers, boolean json) {
    SortedMap<String, String> typed = new TreeMap<>(headers);
    boolean untyped = headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase);
    if (json && untyped) {
      typed.put("content-type", "application/json");
    }
    return typed;
  }

  private static YamlField<Expected> expected(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Long> status = map.optional("status", value -> value.integer(100, 599), 200L);
    YamlField<Optional<Value>> json = map.optional("json", CheckReader::value);
    return map.build(() -> new Expected(status.get().intValue(), json.get()));
  }

  private static YamlField<Value> value(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> pointer = map.required("pointer", YamlNode::anyString);
    YamlField<String> equal = map.required("equals", CheckReader::json);
    YamlField<Double> tolerance = map.optional("tolerance", YamlNode::decimal, 0.0);
    return map.build(() -> new Value(pointer.get(), equal.get(), tolerance.get()));
  }

  private static YamlField<String> json(YamlNode node) {
    return node.plain().map(value -> Documents.jsonLine(value).strip());
  }

  private record Expected(int status, Optional<Value> json) {}

  private record Value(String pointer, String equal, double tolerance) {}
}
