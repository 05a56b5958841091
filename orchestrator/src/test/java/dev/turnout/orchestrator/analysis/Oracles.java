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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
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
    for (String line : unzipped("cells/" + cell + ".gz").split("\n")) {
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

  /** Bad and total at this place of a list. */
  static Tally tally(JsonNode list, int index) {
    return new Tally(list.get(index).doubleValue(), list.get(index + 1).doubleValue());
  }

  /** Counts by bin, as a JSON object. */
  static Map<Integer, Double> counts(JsonNode bins) {
    Map<Integer, Double> counts = new TreeMap<>();
    bins.properties()
        .forEach(bin -> counts.put(Integer.valueOf(bin.getKey()), bin.getValue().doubleValue()));
    return counts;
  }

  /** Counts by bin, as {@code bin:count,bin:count}. */
  static Map<Integer, Double> counts(String bins) {
    Map<Integer, Double> counts = new TreeMap<>();
    for (String bin : bins.split("[,;]")) {
      if (bin.contains(":")) {
        String[] parts = bin.split(":");
        counts.put(Integer.valueOf(parts[0]), Double.parseDouble(parts[1]));
      }
    }
    return counts;
  }

  static Map<Integer, Long> bins(JsonNode bins) {
    return whole(counts(bins));
  }

  static Map<Integer, Long> bins(String bins) {
    return whole(counts(bins));
  }

  private static Map<Integer, Long> whole(Map<Integer, Double> counts) {
    Map<Integer, Long> whole = new TreeMap<>();
    counts.forEach((bin, count) -> whole.put(bin, Math.round(count)));
    return whole;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unzipped(String name) {
    try (InputStream in =
        new GZIPInputStream(Oracles.class.getResourceAsStream("/judge/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
