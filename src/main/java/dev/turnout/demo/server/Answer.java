package dev.turnout.demo.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * What the model server says.
 *
 * @param status HTTP status code
 * @param contentType of the body
 * @param body complete
 */
record Answer(int status, String contentType, String body) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String JSON_TYPE = "application/json";

  static Answer text(int status, String body) {
    return new Answer(status, "text/plain", body);
  }

  /** {@code {"predictions": [...]}}. */
  static Answer predictions(List<String> labels) {
    var array = JSON.arrayNode();
    labels.forEach(array::add);
    return new Answer(200, JSON_TYPE, JSON.objectNode().set("predictions", array).toString());
  }

  /** The form in which MLflow tells errors. */
  static Answer error(int status, String message) {
    String code = status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
    return new Answer(
        status,
        JSON_TYPE,
        JSON.objectNode().put("error_code", code).put("message", message).toString());
  }
}
