package dev.turnout.bench.faults;

import dev.turnout.output.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Results as people read them: a row for each kind of fault, and the sum. */
public final class FaultTable {
  private static final int SHOWN = 10;

  private FaultTable() {}

  /** The table, and under it what must not have happened. */
  public static String of(List<FaultResult> results) {
    Table table =
        new Table(
            "fault",
            "injected",
            "decisions lost",
            "doubled",
            "otherwise",
            "requests lost",
            "recovery p50",
            "max");
    results.forEach(result -> table.row(row(result)));
    if (results.size() > 1) {
      table.row(row(sum(results)));
    }
    return table + violations(results);
  }

  /** All kinds together. */
  static FaultResult sum(List<FaultResult> results) {
    return new FaultResult(
        "all",
        results.stream().mapToInt(FaultResult::injected).sum(),
        results.stream().mapToInt(FaultResult::lost).sum(),
        results.stream().mapToInt(FaultResult::doubled).sum(),
        results.stream().mapToInt(FaultResult::otherwise).sum(),
        results.stream().mapToLong(FaultResult::requests).sum(),
        results.stream().mapToLong(FaultResult::requestsLost).sum(),
        new Recovery(results.stream().flatMap(one -> one.recovery().times().stream()).toList()),
        results.stream().flatMap(result -> result.violations().stream()).toList());
  }

  private static List<String> row(FaultResult result) {
    return List.of(
        result.fault(),
        String.valueOf(result.injected()),
        String.valueOf(result.lost()),
        String.valueOf(result.doubled()),
        String.valueOf(result.otherwise()),
        result.requests() == 0 ? "-" : result.requestsLost() + " of " + result.requests(),
        text(result.recovery().median()),
        text(result.recovery().max()));
  }

  private static String violations(List<FaultResult> results) {
    List<String> all = sum(results).violations();
    if (all.isEmpty()) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("What must not happen, and did (%d):".formatted(all.size()));
    all.stream().limit(SHOWN).forEach(line -> lines.add("  " + line));
    if (all.size() > SHOWN) {
      lines.add("  ... and %d more (see -o json)".formatted(all.size() - SHOWN));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String text(Optional<Duration> time) {
    return time.map(FaultTable::text).orElse("-");
  }

  private static String text(Duration time) {
    return time.toMillis() < 1000
        ? time.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }
}
