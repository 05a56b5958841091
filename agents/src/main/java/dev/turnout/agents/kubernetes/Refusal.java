package dev.turnout.agents.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * An answer of the API server that is not 2xx, and what it means in words that say what to do.
 *
 * @param what the patch, if there was one
 */
record Refusal(KubeResource resource, String verb, String what, int status, String body) {
  private static final int EXCERPT = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  KubeFailure failure() {
    return new KubeFailure(kind(), text());
  }

  private KubeFailure.Kind kind() {
    if (status == 404) {
      return KubeFailure.Kind.MISSING;
    }
    if (status >= 500 || status == 429) {
      return KubeFailure.Kind.AWAY;
    }
    // A failed test of a JSON patch is a 422 without a cause; an object that breaks a rule has one.
    boolean breaksRule = json().path("details").has("causes");
    return status == 409 || (status == 422 && !breaksRule)
        ? KubeFailure.Kind.CONFLICT
        : KubeFailure.Kind.OTHER;
  }

  private String text() {
    return switch (status) {
      case 401 ->
          "Expected the API server to know who asks for %s %s, but it does not (401: %s): the token or certificate is wrong or has expired"
              .formatted(verb, resource, said());
      case 403 ->
          "Expected to be allowed to %s %s, but the API server refused it (403: %s): grant %s"
              .formatted(verb, resource, said(), resource.rule(verb));
      case 404 -> "Expected %s to exist, but there is none (404: %s)".formatted(resource, said());
      case 409, 422 ->
          "Expected the API server to %s %s with %s, but it refused it (%d: %s)"
              .formatted(verb, resource, excerpt(what), status, said());
      default ->
          "Expected the API server to %s %s, but it answered %d: %s"
              .formatted(verb, resource, status, said());
    };
  }

  private String said() {
    String message = json().path("message").asText();
    return excerpt(message.isEmpty() ? body : message);
  }

  private JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String excerpt(String text) {
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
  }
}
