package dev.turnout.demo.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.demo.iris.Flower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client of MLflow's {@code POST /invocations} asks for, whichever of the four forms of body
 * it chose.
 *
 * @param rows measurements in centimetres, each in the order of {@link Flower#COLUMNS}
 */
record ScoringRequest(List<List<Double>> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FORMS =
      new TreeSet<>(List.of("dataframe_split", "dataframe_records", "inputs", "instances"));
  private static final int MOST_ROWS = 10_000;

  ScoringRequest {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a body.
   *
   * @throws BadRequestException if it does not hold exactly one of the four forms
   */
  static ScoringRequest read(byte[] body) throws IOException, BadRequestException {
    JsonNode root = parse(body);
    var present = new TreeSet<>(FORMS);
    present.removeIf(form -> !root.has(form));
    if (present.size() != 1) {
      throw BadRequestException.body(
          "Expected a JSON object with exactly one of %s, but got %s", FORMS, present);
    }
    JsonNode content = root.get(present.first());
    List<List<Double>> rows =
        present.first().equals("dataframe_split") ? splitRows(content) : rows(content);
    return new ScoringRequest(rows);
  }

  private static JsonNode parse(byte[] body) throws IOException, BadRequestException {
    try {
      JsonNode root = JSON.readTree(body);
      if (root != null && root.isObject()) {
        return root;
      }
    } catch (JsonProcessingException e) {
      throw BadRequestException.body("Expected JSON, but %s", e.getOriginalMessage());
    }
    throw BadRequestException.body("Expected a JSON object with exactly one of %s", FORMS);
  }

  private static List<List<Double>> splitRows(JsonNode frame) throws BadRequestException {
    var columns = new ArrayList<String>();
    frame.path("columns").forEach(column -> columns.add(column.asText()));
    var order = new ArrayList<Integer>();
    for (String column : Flower.COLUMNS) {
      order.add(columns.indexOf(column));
    }
    if (order.contains(-1)) {
      throw BadRequestException.body(
          "Expected dataframe_split.columns to hold %s, but got %s", Flower.COLUMNS, columns);
    }
    var rows = new ArrayList<List<Double>>();
    for (JsonNode row : array(frame.path("data"), "dataframe_split.data")) {
      var values = new ArrayList<Double>();
      for (int column : order) {
        values.add(number(row.path(column)));
      }
      rows.add(values);
    }
    return rows;
  }

  /** Rows as lists or as objects, or one object of columns. */
  private static List<List<Double>> rows(JsonNode content) throws BadRequestException {
    var rows = new ArrayList<List<Double>>();
    if (content.isObject()) {
      int count = array(content.path(Flower.COLUMNS.get(0)), Flower.COLUMNS.get(0)).size();
      for (int row = 0; row < count; row++) {
        rows.add(columnRow(content, row));
      }
      return rows;
    }
    for (JsonNode row : array(content, "the rows")) {
      rows.add(row.isObject() ? namedRow(row) : positionedRow(row));
    }
    return rows;
  }

  private static List<Double> columnRow(JsonNode columns, int row) throws BadRequestException {
    var values = new ArrayList<Double>();
    for (String column : Flower.COLUMNS) {
      values.add(number(columns.path(column).path(row)));
    }
    return values;
  }

  private static List<Double> namedRow(JsonNode row) throws BadRequestException {
    var values = new ArrayList<Double>();
    for (String column : Flower.COLUMNS) {
      values.add(number(row.path(column)));
    }
    return values;
  }

  private static List<Double> positionedRow(JsonNode row) throws BadRequestException {
    if (!row.isArray() || row.size() != Flower.COLUMNS.size()) {
      throw BadRequestException.body(
          "Expected each row to be the numbers %s, but got %s", Flower.COLUMNS, row);
    }
    var values = new ArrayList<Double>();
    for (JsonNode value : row) {
      values.add(number(value));
    }
    return values;
  }

  private static JsonNode array(JsonNode node, String what) throws BadRequestException {
    if (!node.isArray() || node.isEmpty() || node.size() > MOST_ROWS) {
      throw BadRequestException.body("Expected %s to be a list of 1 to %d rows", what, MOST_ROWS);
    }
    return node;
  }

  private static double number(JsonNode value) throws BadRequestException {
    if (!value.isNumber()) {
      throw BadRequestException.body(
          "Expected a number for each of %s, but got %s",
          Flower.COLUMNS, value.isMissingNode() ? "nothing" : value.toString());
    }
    return value.asDouble();
  }
}
