package dev.turnout.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.api.access.Verb;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be asked for.
 *
 * @param path such as {@code /api/v1/models/{model}}
 * @param verb what the caller must be allowed to do; empty if nobody needs to log in
 */
record Route(HttpMethod method, String path, Optional<Verb> verb, Handler handler) {

  /** Carries a request out; may throw a {@link ProblemException}. Runs on an event loop. */
  @FunctionalInterface
  interface Handler {
    Future<Reply> handle(Exchange exchange);
  }

  static Route get(String path, Verb verb, Handler handler) {
    return new Route(HttpMethod.GET, path, Optional.of(verb), handler);
  }

  static Route post(String path, Verb verb, Handler handler) {
    return new Route(HttpMethod.POST, path, Optional.of(verb), handler);
  }

  static Route put(String path, Verb verb, Handler handler) {
    return new Route(HttpMethod.PUT, path, Optional.of(verb), handler);
  }

  static Route delete(String path, Verb verb, Handler handler) {
    return new Route(HttpMethod.DELETE, path, Optional.of(verb), handler);
  }

  static Route open(String path, Handler handler) {
    return new Route(HttpMethod.GET, path, Optional.empty(), handler);
  }

  /** Whether a request for it carries something. */
  boolean hasBody() {
    return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT);
  }

  /** The values of the path's variables; empty if it is another path. */
  Optional<Map<String, String>> match(String raw) {
    List<String> wanted = List.of(path.split("/", -1));
    List<String> given = List.of(raw.split("/", -1));
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String part = wanted.get(i);
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), decoded(given.get(i)));
      } else if (!part.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Problem.Kind.INVALID, "Expected a path with %%XX for other characters, but it is not")
          .thrown();
    }
  }
}
