package dev.turnout.bench.exact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.bench.judge.Measured;
import dev.turnout.bench.judge.Specs;
import dev.turnout.bench.judge.Target;
import dev.turnout.bench.judge.Turnout;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Past;
import dev.turnout.bench.world.Tick;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.analysis.Verdict;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One recorded rollout. The first line says how it begins, each other line is a second. */
final class Trace {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double CLOSE = 1e-9;

  private final String name;
  private final List<Measure> measures = Specs.measures();
  private final Map<Measure, Double> highest = new EnumMap<>(Measure.class);
  private double difference;

  Trace(String name) {
    this.name = name;
  }

  /** The largest difference of any evidence, absolute or relative, whichever is smaller. */
  Target compare() throws IOException {
    List<String> lines = Recorded.lines("traces/" + name + ".jsonl.gz");
    JsonNode header = JSON.readTree(lines.get(0));
    var judge = new Turnout(Specs.of(measures), header.get("horizon").doubleValue(), past(header));
    double step = header.get("dt").doubleValue();
    for (String line : lines.subList(1, lines.size())) {
      JsonNode second = JSON.readTree(line);
      compare(judge.see(tick(second, step)), second.get("exp"));
    }
    return Target.atMost(
        "traces",
        "largest difference of evidence: " + name,
        CLOSE,
        Measured.exactly(difference),
        "%d seconds, %d metrics".formatted(lines.size() - 1, measures.size()));
  }

  private void compare(Verdict verdict, JsonNode expected) {
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      MetricEvidence evidence = verdict.evidence().metrics().get(i);
      String key = key(measure);
      differ(evidence.logRollback(), expected.get(key + "Roll").doubleValue());
      // The judge tells the highest so far.
      double promote =
          Math.max(highest.getOrDefault(measure, 0.0), expected.get(key + "Prom").doubleValue());
      highest.put(measure, promote);
      differ(evidence.logPromote(), promote);
    }
  }

  private void differ(double actual, double expected) {
    double distance = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    difference = Math.max(difference, distance);
  }

  private static String key(Measure measure) {
    return switch (measure) {
      case ERRORS -> "err";
      case ACCURACY -> "acc";
      case LATENCY -> "lat";
    };
  }

  private static Past past(JsonNode header) {
    return new Past(
        header.get("preErr").get(1).doubleValue(),
        header.get("preErr").get(0).doubleValue(),
        header.get("preAcc").get(1).doubleValue(),
        header.get("preAcc").get(0).doubleValue(),
        bins(header.get("preLatency")));
  }

  private static Tick tick(JsonNode second, double step) {
    JsonNode errors = second.get("err");
    JsonNode labels = second.get("acc");
    double start = second.get("t").doubleValue();
    return new Tick(
        start,
        start + step,
        Recorded.counts(
            errors.get(0).doubleValue(),
            errors.get(1).doubleValue(),
            labels.get(0).doubleValue(),
            labels.get(1).doubleValue(),
            bins(second.get("hC"))),
        Recorded.counts(
            errors.get(2).doubleValue(),
            errors.get(3).doubleValue(),
            labels.get(2).doubleValue(),
            labels.get(3).doubleValue(),
            bins(second.get("hB"))));
  }

  private static SortedMap<Integer, Double> bins(JsonNode node) {
    SortedMap<Integer, Double> bins = new TreeMap<>();
    node.fields()
        .forEachRemaining(
            bin -> bins.put(Integer.valueOf(bin.getKey()), bin.getValue().doubleValue()));
    return bins;
  }
}
