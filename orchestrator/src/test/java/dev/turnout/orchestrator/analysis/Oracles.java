package dev.turnout.orchestrator.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.orchestrator.statistics.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;

/** Reference values of the method, computed by an independent prototype. */
final class Oracles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Oracles() {}

  static JsonNode values(String name) {
    return Objects.requireNonNull(json(text("oracles.json")).get(name), name);
  }

  /** The header and one line per tick. */
  static List<JsonNode> trace(String name) {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text("traces/" + name + ".jsonl").split("\n")) {
      lines.add(json(line));
    }
    return lines;
  }

  /** The expected decisions of a cell, run by run. */
  static JsonNode cellDecisions(String cell) {
    return json(text("cells/" + cell + ".expected.json"));
  }

  /** The words of each line of each run of a cell; a line that starts with R begins a run. */
  static List<List<String[]>> cellRuns(String cell) {
    List<List<String[]>> runs = new ArrayList<>();
    for (String line : text("cells/" + cell + ".txt").split("\n")) {
      if (line.startsWith("R")) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(line.split(" "));
    }
    return runs;
  }

  /** 1e-9, absolute or relative. */
  static Offset<Double> close(double expected) {
    return Offset.offset(1e-9 * Math.max(1, Math.abs(expected)));
  }

  static Tally tally(JsonNode node, String bad, String total) {
    return new Tally(node.get(bad).doubleValue(), node.get(total).doubleValue());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try (InputStream in = Oracles.class.getResourceAsStream("/judge/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
