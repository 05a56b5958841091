package dev.turnout.cli;

import dev.turnout.bench.faults.FaultOrder;
import dev.turnout.bench.faults.FaultProgress;
import dev.turnout.bench.faults.FaultResult;
import dev.turnout.bench.faults.FaultSuite;
import dev.turnout.bench.faults.FaultTable;
import dev.turnout.bench.faults.FaultTree;
import dev.turnout.bench.faults.fast.FastSuite;
import dev.turnout.bench.faults.real.BrokerSuite;
import dev.turnout.bench.faults.real.FailoverSuite;
import dev.turnout.bench.faults.real.ProcessSuite;
import dev.turnout.bench.report.ProgressBar;
import dev.turnout.output.Documents;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.output.Terminal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Injects faults and counts what they did. */
@Command(
    name = "faults",
    description = {
      "Kill every part at every moment, and count the decisions that were lost or made twice.",
      "",
      "The fast form runs a scripted set of rollouts in memory, in one thread: the real decision"
          + " loop, the real agents' logic, and a bus that keeps what Kafka promises. It strikes at"
          + " every entry of their journals, and takes about a minute. The real form starts"
          + " processes and brokers on this machine and strikes at random moments.",
      "",
      "'Otherwise' counts faults after which a rollout rightly took another course: a candidate"
          + " whose server was killed may be rolled back. The same seed gives the same faults."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing was lost or doubled, and nothing else broke a promise",
      "1:Something was",
      "2:Invalid input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench faults",
      "  turnout bench faults --only orchestrator --seed 7",
      "  turnout bench faults -o json | jq .all",
      "  turnout bench faults --form real --only failover"
    })
final class FaultsBenchCommand implements Callable<Integer> {
  private static final int HARMED = 1;

  /** Which world the faults strike. */
  enum Form {
    FAST(FastSuite::all),
    REAL(() -> List.of(new ProcessSuite(), new FailoverSuite(), new BrokerSuite()));

    private final Supplier<List<FaultSuite>> suites;

    Form(Supplier<List<FaultSuite>> suites) {
      this.suites = suites;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private FormatOption output = new FormatOption();

  @Option(
      names = "--form",
      paramLabel = "FORM",
      defaultValue = "fast",
      description = "fast or real (default: ${DEFAULT-VALUE}).")
  private String form = "fast";

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SUITE",
      description = "Run only these suites (default: all): ${COMPLETION-CANDIDATES}.",
      completionCandidates = SuiteNames.class)
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Inject at most so many faults in each suite, chosen by the seed.")
  private @Nullable Integer count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed, other chance (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Form chosen = form();
    List<FaultSuite> suites = suites(chosen);
    List<FaultResult> results = run(suites, order());
    Format format = output.format();
    String text =
        format == Format.TABLE
            ? FaultTable.of(results)
            : Documents.write(format, FaultTree.of(chosen.word(), seed, results));
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return results.stream().allMatch(FaultResult::isGood) ? 0 : HARMED;
  }

  private List<FaultResult> run(List<FaultSuite> suites, FaultOrder order)
      throws InterruptedException {
    if (quiet || !Terminal.isInteractive()) {
      return run(suites, order, FaultProgress.SILENT);
    }
    int total = suites.stream().mapToInt(suite -> suite.faults(order)).sum();
    ProgressBar bar =
        new ProgressBar(spec.commandLine().getErr(), total, "faults", System::nanoTime);
    try {
      return run(suites, order, bar::done);
    } finally {
      bar.clear();
    }
  }

  private static List<FaultResult> run(
      List<FaultSuite> suites, FaultOrder order, FaultProgress progress)
      throws InterruptedException {
    List<FaultResult> results = new ArrayList<>();
    for (FaultSuite suite : suites) {
      results.addAll(suite.run(order, progress));
    }
    return results;
  }

  private FaultOrder order() {
    try {
      return new FaultOrder(seed, count == null ? OptionalInt.empty() : OptionalInt.of(count));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private Form form() {
    return Arrays.stream(Form.values())
        .filter(known -> known.word().equals(form))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.invalid(
                    "Expected the form fast or real, but got '%s' (write --form fast)", form));
  }

  private List<FaultSuite> suites(Form chosen) {
    List<FaultSuite> all = chosen.suites.get();
    List<String> names = all.stream().map(FaultSuite::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw Failure.invalid(
            "Expected suites of the %s form among %s, but got '%s' (write --only %s)",
            chosen.word(), String.join(", ", names), name, names.isEmpty() ? "" : names.get(0));
      }
    }
    return all.stream().filter(suite -> only.isEmpty() || only.contains(suite.name())).toList();
  }

  /** For the help and the completion. */
  static final class SuiteNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    SuiteNames() {
      for (Form form : Form.values()) {
        form.suites.get().stream()
            .map(FaultSuite::name)
            .filter(name -> !contains(name))
            .forEach(this::add);
      }
    }
  }
}
