package dev.turnout.orchestrator.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    try (InputStream in = open("oracles.json")) {
      return Objects.requireNonNull(JSON.readTree(in).get(name), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The header and one line per tick. */
  static List<JsonNode> trace(String name) {
    try (InputStream in = open("traces/" + name + ".jsonl")) {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 1e-9, absolute or relative. */
  static Offset<Double> close(double expected) {
    return Offset.offset(1e-9 * Math.max(1, Math.abs(expected)));
  }

  static Tally tally(JsonNode node, String bad, String total) {
    return new Tally(node.get(bad).doubleValue(), node.get(total).doubleValue());
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(Oracles.class.getResourceAsStream("/judge/" + name), name);
  }
}
