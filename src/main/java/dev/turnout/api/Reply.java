package dev.turnout.api;

import dev.turnout.output.Documents;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered.
 *
 * @param body empty if the handler answers by itself, bit by bit
 */
record Reply(int status, String type, Map<String, String> headers, Optional<Buffer> body) {
  static final String JSON = "application/json; charset=utf-8";
  static final String PROBLEM = "application/problem+json; charset=utf-8";

  static Reply ok(Object tree) {
    return json(200, tree);
  }

  static Reply json(int status, Object tree) {
    return new Reply(status, JSON, Map.of(), Optional.of(Buffer.buffer(Documents.jsonLine(tree))));
  }

  static Reply of(String type, Buffer body) {
    return new Reply(200, type, Map.of(), Optional.of(body));
  }

  static Reply problem(Problem problem, String path) {
    return new Reply(
        problem.status(),
        PROBLEM,
        Map.of(),
        Optional.of(Buffer.buffer(Documents.jsonLine(problem.tree(path)))));
  }

  /** The handler has begun to answer and goes on. */
  static Reply streamed() {
    return new Reply(200, "", Map.of(), Optional.empty());
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, type, more, body);
  }
}
