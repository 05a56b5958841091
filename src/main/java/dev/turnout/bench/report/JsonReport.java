package dev.turnout.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnout.bench.judge.CellResult;
import dev.turnout.bench.judge.Measured;
import dev.turnout.bench.judge.Results;
import dev.turnout.bench.judge.Target;
import dev.turnout.bench.judge.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The whole outcome as JSON: {@code cells} with share, median and 95th percentile of every
 * contestant, and {@code targets}. Seconds throughout; what never happened is null.
 */
public final class JsonReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  public static void write(Path file, long seed, Results results, List<Target> targets)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("seed", seed);
    ArrayNode cells = root.putArray("cells");
    results.cells().forEach(cell -> add(cells.addObject(), cell));
    ArrayNode goals = root.putArray("targets");
    targets.forEach(target -> add(goals.addObject(), target));
    JSON.writeValue(file.toFile(), root);
  }

  private static void add(ObjectNode node, CellResult result) {
    node.put("suite", result.cell().suite());
    node.put("cell", result.cell().id());
    node.put("runs", result.cell().runs());
    node.put("stepSeconds", result.cell().step());
    put(node, "waldSeconds", result.cell().waldSeconds());
    ObjectNode contestants = node.putObject("contestants");
    result.times().forEach((name, times) -> add(contestants.putObject(name), times));
  }

  private static void add(ObjectNode node, Times times) {
    node.put("decided", times.decided());
    put(node, "share", times.share().value());
    put(node, "medianSeconds", times.median().value());
    put(node, "p95Seconds", times.p95().value());
  }

  private static void add(ObjectNode node, Target target) {
    Measured measured = target.measured();
    node.put("suite", target.suite());
    node.put("goal", target.goal());
    node.put(target.atMost() ? "atMost" : "atLeast", target.limit());
    put(node, "measured", measured.value());
    put(node, "low", measured.low());
    put(node, "high", measured.high());
    node.put("status", target.status().name().toLowerCase(Locale.ROOT));
    node.put("detail", target.detail());
  }

  private static void put(ObjectNode node, String name, double number) {
    if (Double.isFinite(number)) {
      node.put(name, number);
    } else {
      node.putNull(name);
    }
  }
}
