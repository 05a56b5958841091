package dev.turnout.agents.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What an answer of the API server means, in words that say what to do. */
final class Refusal {
  private static final int EXCERPT = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Refusal() {}

  static String of(KubeResource resource, String verb, String what, int status, String body) {
    String said = message(body);
    return switch (status) {
      case 401 ->
          "Expected the API server to know who asks for %s %s, but it does not (401: %s): the token or certificate is wrong or has expired"
              .formatted(verb, resource, said);
      case 403 ->
          "Expected to be allowed to %s %s, but the API server refused it (403: %s): grant %s"
              .formatted(verb, resource, said, resource.rule(verb));
      case 404 ->
          "Expected %s to exist, but there is none (404: %s)".formatted(resource, said);
      case 409, 422 ->
          "Expected the API server to %s %s with %s, but it refused it (%d: %s)"
              .formatted(verb, resource, excerpt(what), status, said);
      default ->
          "Expected the API server to %s %s, but it answered %d: %s"
              .formatted(verb, resource, status, said);
    };
  }

  private static String message(String body) {
    try {
      String message = JSON.readTree(body).path("message").asText();
      return excerpt(message.isEmpty() ? body : message);
    } catch (JsonProcessingException e) {
      return excerpt(body);
    }
  }

  private static String excerpt(String text) {
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
  }
}
