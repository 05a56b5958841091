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
import dev.turnout.orchestrator.analysis.DistributionEvidence.GateEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.analysis.Rules;
import dev.turnout.orchestrator.analysis.Verdict;
import java.io.IOException;
import java.util.HashMap;
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
  private final Map<String, Double> highest = new HashMap<>();
  private double difference;
  private String decision = "";
  private boolean decisionsDiffer;

  Trace(String name) {
    this.name = name;
  }

  /**
   * The largest difference of any evidence, absolute or relative, whichever is smaller; infinite if
   * the first decision is another.
   */
  Target compare() throws IOException {
    List<String> lines = Recorded.lines("traces/" + name + ".jsonl.gz");
    JsonNode header = JSON.readTree(lines.get(0));
    var judge =
        new Turnout(
            Specs.of(measures), header.get("horizon").doubleValue(), past(header), Rules.REFERENCE);
    double step = header.get("dt").doubleValue();
    for (String line : lines.subList(1, lines.size())) {
      JsonNode second = JSON.readTree(line);
      Tick tick = tick(second, step);
      compare(judge.see(tick), second.get("exp"), tick.end());
    }
    return Target.atMost(
        "traces",
        "largest difference of evidence: " + name,
        CLOSE,
        Measured.exactly(decisionsDiffer ? Double.POSITIVE_INFINITY : difference),
        "%d seconds; %s".formatted(lines.size() - 1, told()));
  }

  private String told() {
    String made = decision.isEmpty() ? "undecided" : decision;
    return made + (decisionsDiffer ? ", recorded otherwise" : ", as recorded");
  }

  private void compare(Verdict verdict, JsonNode expected, double end) {
    differ(verdict.evidence().logRollback(), expected.get("global_").doubleValue());
    for (int i = 0; i < measures.size(); i++) {
      String key = key(measures.get(i));
      MetricEvidence evidence = verdict.evidence().metrics().get(i);
      differ(evidence.logRollback(), expected.get(key + "Roll").doubleValue());
      List<Double> promote = promote(evidence);
      for (int gate = 0; gate < promote.size(); gate++) {
        JsonNode recorded = expected.get(key + "Prom");
        double now = (recorded.isArray() ? recorded.get(gate) : recorded).doubleValue();
        // The judge tells the highest so far.
        differ(promote.get(gate), highest.merge(key + gate, Math.max(now, 0), Math::max));
      }
    }
    if (decision.isEmpty() && isFinal(verdict.kind())) {
      decision = verdict.kind() + " after " + end + " s";
    }
    JsonNode first = expected.get("first");
    String recorded =
        first.isNull() ? "" : first.get("decision").asText() + " after " + first.get("t") + " s";
    decisionsDiffer |= !decision.equals(recorded);
  }

  private static boolean isFinal(Verdict.Kind kind) {
    return kind == Verdict.Kind.ROLLBACK || kind == Verdict.Kind.PROMOTE;
  }

  /** One number, or one for each quantile of a distribution. */
  private static List<Double> promote(MetricEvidence evidence) {
    return evidence
        .distribution()
        .map(shown -> shown.gates().stream().map(GateEvidence::logPromote).toList())
        .orElse(List.of(evidence.logPromote()));
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
