package dev.turnout.bench.replay;

import dev.turnout.orchestrator.audit.VerificationReport;
import dev.turnout.output.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How fast both were.
 *
 * @param inputs records of the input topics, a count
 * @param entries of the journals, a count
 * @param bytes of keys and values, with the states
 * @param report of the last verification
 * @param threads of the verification
 * @param bare seconds of the bare consumer in each round
 * @param verified seconds of the verification in each round
 */
public record ReplayResult(
    long inputs,
    long entries,
    long bytes,
    VerificationReport report,
    int threads,
    List<Double> bare,
    List<Double> verified) {

  /** The verification is to be at least so fast, as a share of the bare consumer's speed. */
  public static final double GOAL = 0.5;

  public ReplayResult {
    bare = List.copyOf(bare);
    verified = List.copyOf(verified);
  }

  /** Whether every entry was derived again, and nothing differed. */
  public boolean isComplete() {
    return report.isComplete() && report.inputs() == inputs && report.entries() == entries;
  }

  /** Speed of the verification as a share of the bare consumer's, in each round, growing. */
  List<Double> ratios() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < bare.size(); i++) {
      ratios.add(bare.get(i) / verified.get(i));
    }
    Collections.sort(ratios);
    return ratios;
  }

  /** For people. */
  public String text() {
    Table table = new Table("", "seconds", "lowest to highest", "inputs/s", "entries/s", "MB/s");
    row(table, "bare consumer", bare);
    row(table, "audit verify, %d threads".formatted(threads), verified);
    List<Double> ratios = ratios();
    double ratio = median(ratios);
    return "%,d inputs, %,d entries, %,d MB; median of %d rounds%n%n%s%n%s%n"
        .formatted(
            inputs,
            entries,
            bytes / 1_000_000,
            bare.size(),
            table,
            "verify / bare: %s (%s to %s); goal %s, %s"
                .formatted(
                    number(ratio),
                    number(ratios.get(0)),
                    number(ratios.get(ratios.size() - 1)),
                    number(GOAL),
                    ratio >= GOAL ? "met" : "missed"));
  }

  /** The same figures for programs. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("inputs", inputs);
    tree.put("entries", entries);
    tree.put("bytes", bytes);
    tree.put("threads", threads);
    tree.put("complete", isComplete());
    tree.put("bareSeconds", bare);
    tree.put("verifySeconds", verified);
    tree.put("ratios", ratios());
    tree.put("goal", GOAL);
    return tree;
  }

  private void row(Table table, String name, List<Double> seconds) {
    List<Double> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    double median = median(sorted);
    table.row(
        name,
        number(median),
        number(sorted.get(0)) + " to " + number(sorted.get(sorted.size() - 1)),
        "%,.0f".formatted(inputs / median),
        "%,.0f".formatted(entries / median),
        "%,.0f".formatted(bytes / 1e6 / median));
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
