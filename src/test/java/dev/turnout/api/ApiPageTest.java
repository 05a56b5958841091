package dev.turnout.api;

import static dev.turnout.docs.ReferencePage.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.api.access.Verb;
import dev.turnout.docs.ReferencePage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Routes and roles come from the code, what they mean from the API's own description. */
class ApiPageTest {
  private static final Map<String, Object> DOCUMENT = new OpenApi().document();

  @Test
  void shouldListEveryRouteWithItsRole() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("method", "path", "does", "least role", "parameters"));
    for (Route route : ApiServer.routes(null, null, null, null, null)) {
      rows.add(row(route));
    }
    List<List<String>> verbs = new ArrayList<>();
    verbs.add(List.of("verb", "least role"));
    for (Verb verb : Verb.values()) {
      verbs.add(List.of(code(verb.word()), verb.least().word()));
    }
    new ReferencePage(
            "api.md",
            "HTTP API",
            "[How it is used](../api.md); each server describes it in OpenAPI 3.1 at"
                + " `/api/v1/openapi.json`.")
        .table(rows)
        .heading(
            "Verbs",
            "What `/api/v1/me` says that a caller may do. A role may do all that the ones before it may: viewer, operator, admin; a grant may be for some models only.")
        .table(verbs)
        .hold();
  }

  private static List<String> row(Route route) {
    Map<String, Object> path = map(map(DOCUMENT, "paths"), route.path());
    Map<String, Object> operation =
        map(path, route.method().name().toLowerCase(java.util.Locale.ROOT));
    assertThat(operation).as("summary of %s", route.path()).containsKey("summary");
    return List.of(
        route.method().name(),
        code(route.path()),
        String.valueOf(operation.get("summary")),
        route.verb().map(verb -> verb.least().word()).orElse("nobody logs in"),
        Stream.concat(parameters(path), parameters(operation)).collect(Collectors.joining(", ")));
  }

  private static Stream<String> parameters(Map<String, Object> holder) {
    return ((List<?>) holder.getOrDefault("parameters", List.of()))
        .stream()
            .map(ApiPageTest::resolved)
            .filter(parameter -> !"path".equals(parameter.get("in")))
            .map(parameter -> code(String.valueOf(parameter.get("name"))));
  }

  private static Map<String, Object> resolved(Object parameter) {
    Map<String, Object> given = cast(parameter);
    Object reference = given.get("$ref");
    return reference == null
        ? given
        : map(
            map(map(DOCUMENT, "components"), "parameters"),
            reference.toString().replaceFirst(".*/", ""));
  }

  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return cast(Objects.requireNonNull(parent.get(key), key));
  }

  @SuppressWarnings("unchecked") // The document is our own.
  private static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }
}
