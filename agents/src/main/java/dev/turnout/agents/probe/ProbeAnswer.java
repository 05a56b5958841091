package dev.turnout.agents.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * What a server answered to a probe.
 *
 * @param status HTTP status
 * @param body the body as UTF-8
 */
public record ProbeAnswer(int status, String body) {
  private static final int EXCERPT = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The beginning of the body, for a message. */
  String excerpt() {
    return body.length() <= EXCERPT ? body : body.substring(0, EXCERPT) + "...";
  }

  /** The text, number or truth at a place of a JSON body; empty if there is none. */
  String text(String pointer) {
    return json().at(pointer).asText();
  }

  /** The same key of every object in an array of a JSON body. */
  List<String> texts(String pointer, String key) {
    return json().at(pointer).findValuesAsText(key);
  }

  private JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
