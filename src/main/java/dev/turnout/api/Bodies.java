package dev.turnout.api;

import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the bodies of requests; their mistakes are problems that point at line and column. */
final class Bodies {
  private Bodies() {}

  /** YAML, of which JSON is a part. */
  static <T> T read(Exchange exchange, YamlReader<T> reader) {
    try {
      return YamlDocument.parse(exchange.text(), "body").read(reader);
    } catch (InvalidDocument e) {
      throw invalid(e.problems()).thrown();
    }
  }

  static Problem invalid(List<dev.turnout.yaml.Problem> mistakes) {
    return Problem.of(
            Problem.Kind.INVALID,
            "%s",
            mistakes.stream().findFirst().map(Object::toString).orElse("Expected another body"))
        .withStatus(422)
        .with("errors", mistakes.stream().map(Bodies::tree).toList());
  }

  private static Map<String, Object> tree(dev.turnout.yaml.Problem mistake) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("line", mistake.line());
    tree.put("column", mistake.column());
    tree.put("path", mistake.path());
    tree.put("message", mistake.message());
    return tree;
  }
}
