package dev.turnout.cli;

import dev.turnout.bench.exact.Check;
import dev.turnout.bench.judge.Bench;
import dev.turnout.bench.judge.Cell;
import dev.turnout.bench.judge.CellResult;
import dev.turnout.bench.judge.Effort;
import dev.turnout.bench.judge.Results;
import dev.turnout.bench.judge.Runner;
import dev.turnout.bench.judge.Suite;
import dev.turnout.bench.judge.Target;
import dev.turnout.bench.report.JsonReport;
import dev.turnout.bench.report.ProgressBar;
import dev.turnout.bench.report.TextReport;
import dev.turnout.output.Failure;
import dev.turnout.output.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Simulates rollouts, and holds the judge to its targets. */
@Command(
    name = "judge",
    description = {
      "Measure how fast and how reliable the judge is, next to its rivals and the limits of theory.",
      "",
      "Level 1 (traces) and 2 (cells) show it recorded rollouts that an independent implementation"
          + " of the same method decided: the judge must find the same. Level 3 simulates thousands"
          + " of rollouts and shows them to the judge that also decides real ones; to the rules of"
          + " Kayenta, Argo Rollouts and Flagger, written anew from what they publish; and to an"
          + " oracle that knows the truth. Its tables say in how many of the runs the candidate was"
          + " sent back, and after how many seconds (median/95th percentile).",
      "",
      "Each target is met, missed, or unclear if more runs would have to tell. The same seed gives"
          + " the same figures, with any number of threads."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:No target was missed", "1:A target was missed", "2:Invalid input"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench judge --quick",
      "  turnout bench judge --level 1,2",
      "  turnout bench judge --only errors,equal --runs 200",
      "  turnout bench judge --json judge.json"
    })
final class JudgeBenchCommand implements Callable<Integer> {
  private static final int MISSED = 1;
  private static final int SIMULATED = 3;

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--quick",
      description = "Few runs, in about twenty seconds: does it work, is it far off?")
  private boolean quick;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Rollouts in each cell (default: 1000, which takes hours; three times as many where false"
              + " rollbacks are counted).")
  private @Nullable Integer runs;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SUITE",
      description = "Run only these suites (default: all): ${COMPLETION-CANDIDATES}.",
      completionCandidates = SuiteNames.class)
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--level",
      split = ",",
      paramLabel = "N",
      description = "Run only these levels, 1 to 3 (default: all).")
  private Set<Integer> levels = new TreeSet<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed, other chance (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that simulate (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write all figures to this file, as JSON.")
  private @Nullable Path json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireKnownNames();
    Runner.Progress silent = suite -> {};
    List<Target> targets = new ArrayList<>(new Runner(threads(), seed, silent).run(comparisons()));
    List<Suite> suites = Bench.suites().stream().filter(this::isChosen).toList();
    List<Cell> cells = suites.stream().flatMap(suite -> suite.cells(effort()).stream()).toList();
    Results results = new Results(simulate(cells));
    TextReport report = new TextReport(spec.commandLine().getOut());
    for (Suite suite : suites) {
      report.table(suite, results);
      targets.addAll(suite.targets(results));
    }
    report.targets(targets);
    if (json != null) {
      JsonReport.write(json, seed, results, targets);
    }
    boolean missed = targets.stream().anyMatch(target -> target.status() == Target.Status.MISSED);
    return missed ? MISSED : 0;
  }

  private List<Callable<Target>> comparisons() {
    return Check.all().stream()
        .filter(check -> isChosen(check.level(), check.name()))
        .flatMap(check -> check.comparisons(quick).stream())
        .toList();
  }

  private List<CellResult> simulate(List<Cell> cells) throws InterruptedException {
    if (!Terminal.isInteractive()) {
      return new Runner(threads(), seed, suite -> {}).simulate(cells);
    }
    int total = cells.stream().mapToInt(Cell::runs).sum();
    ProgressBar bar =
        new ProgressBar(spec.commandLine().getErr(), total, "rollouts", System::nanoTime);
    try {
      return new Runner(threads(), seed, bar).simulate(cells);
    } finally {
      bar.clear();
    }
  }

  private Effort effort() {
    int count = runs == null ? (quick ? Effort.QUICK_RUNS : Effort.FULL_RUNS) : runs;
    if (count < 1) {
      throw Failure.invalid("Expected 1 run or more, but got %d (write --runs 100)", count);
    }
    return new Effort(count, quick);
  }

  private int threads() {
    if (threads < 1) {
      throw Failure.invalid("Expected 1 thread or more, but got %d (write --threads 1)", threads);
    }
    return threads;
  }

  private void requireKnownNames() {
    List<String> names = new SuiteNames();
    for (String name : only) {
      if (!names.contains(name)) {
        throw Failure.invalid(
            "Expected suites among %s, but got '%s' (write --only %s)",
            String.join(", ", names), name, names.get(0));
      }
    }
    for (int level : levels) {
      if (level < 1 || level > SIMULATED) {
        throw Failure.invalid("Expected levels from 1 to 3, but got %d (write --level 1,2)", level);
      }
    }
  }

  private boolean isChosen(Suite suite) {
    boolean wanted = suite.isQuick() || !quick || only.contains(suite.name());
    return wanted && isChosen(SIMULATED, suite.name());
  }

  private boolean isChosen(int level, String name) {
    return (levels.isEmpty() || levels.contains(level)) && (only.isEmpty() || only.contains(name));
  }

  /** For the help and the completion. */
  static final class SuiteNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    SuiteNames() {
      Check.all().forEach(check -> add(check.name()));
      Bench.suites().forEach(suite -> add(suite.name()));
    }
  }
}
