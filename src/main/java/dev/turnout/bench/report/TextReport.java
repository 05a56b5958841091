package dev.turnout.bench.report;

import dev.turnout.bench.judge.CellResult;
import dev.turnout.bench.judge.Measured;
import dev.turnout.bench.judge.Results;
import dev.turnout.bench.judge.Suite;
import dev.turnout.bench.judge.Target;
import dev.turnout.bench.outcome.Numbers;
import dev.turnout.output.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the tables of the suites, and the targets. */
public final class TextReport {
  private final PrintWriter out;

  public TextReport(PrintWriter out) {
    this.out = out;
  }

  /** One row a cell: the share of the runs that were decided, median and 95th percentile. */
  public void table(Suite suite, Results results) {
    List<CellResult> cells = results.of(suite.name());
    if (cells.isEmpty()) {
      return;
    }
    List<String> columns = suite.columns();
    List<String> header = new ArrayList<>(List.of("", "runs", "bound s"));
    header.addAll(columns);
    Table table = new Table(header.toArray(String[]::new));
    for (CellResult cell : cells) {
      List<String> row = new ArrayList<>();
      row.add(cell.cell().id());
      row.add(String.valueOf(cell.cell().runs()));
      row.add(Numbers.text(cell.cell().waldSeconds()));
      columns.forEach(name -> row.add(cell.has(name) ? cell.of(name).toString() : "-"));
      table.row(row);
    }
    out.printf("%s (%s)%n%s%n", suite.title(), suite.name(), table);
    out.flush();
  }

  /** One row a target. */
  public void targets(List<Target> targets) {
    Table table = new Table("", "goal", "target", "measured", "of target", "3 s.e.", "where");
    for (Target target : targets) {
      table.row(
          target.status().name().toLowerCase(Locale.ROOT),
          target.goal(),
          (target.atMost() ? "<= " : ">= ") + Numbers.text(target.limit()),
          Numbers.text(target.measured().value()),
          target.limit() == 0 ? "-" : Numbers.text(target.measured().value() / target.limit()),
          spread(target.measured()),
          target.detail());
    }
    out.printf("Targets%n%s%n", table);
    out.flush();
  }

  private static String spread(Measured measured) {
    return measured.low() == measured.high()
        ? "exact"
        : Numbers.text(measured.low()) + " to " + Numbers.text(measured.high());
  }
}
