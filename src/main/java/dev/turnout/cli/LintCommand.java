package dev.turnout.cli;

import dev.turnout.agents.router.DataPlane;
import dev.turnout.bus.Rollouts;
import dev.turnout.orchestrator.plan.Capability;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.spec.LintReport;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a rollout file, without a bus or with what its nodes say. */
@Command(
    name = "lint",
    description = {
      "Check a rollout file and print the plan that it expands to.",
      "",
      "Every mistake is told at once, each with its line, what was expected, what came, and what to"
          + " write instead. Needs no broker. JSON is YAML too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The file is valid",
      "2:It is not, or --strict and there are warnings",
      "5:Cannot reach the bus that was named"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout lint -f rollout.yaml",
      "  turnout lint -f - < rollout.yaml",
      "  turnout lint -f rollout.yaml --traffic 50/s",
      "  turnout lint -f rollout.yaml --data-plane haproxy",
      "  turnout lint -f rollout.yaml -b kafka:9092 --registry http://registry:8081",
      "  turnout lint -f rollout.yaml --strict -o json"
    })
final class LintCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private FormatOption output = new FormatOption();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Rollout file in YAML or JSON; - is standard input.")
  private String file = "";

  @Mixin private UsualOptions options = new UsualOptions();

  @Option(
      names = "--traffic",
      paramLabel = "RATE",
      converter = RateConverter.class,
      description =
          "Warn also when stages are too short for this traffic: 50/s, 3000/m, 180000/h. See"
              + " 'turnout forecast'.")
  private @Nullable Double requestsPerSecond;

  @Option(
      names = "--data-plane",
      paramLabel = "NAME",
      converter = DataPlaneConverter.class,
      completionCandidates = DataPlaneConverter.Names.class,
      description =
          "Refuse a plan that this data plane cannot keep: ${COMPLETION-CANDIDATES}. The orchestrator"
              + " refuses it too when a node of the model says what it can do; with --bootstrap-server"
              + " it is told here.")
  private @Nullable DataPlane dataPlane;

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Option(names = "--strict", description = "Take warnings as errors.")
  private boolean strict;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    requireTraffic();
    String source = file.equals("-") ? "stdin" : file;
    LintReport report = LintReport.of(Input.read(file), source);
    if (dataPlane != null) {
      report = report.on(dataPlane.word(), able(dataPlane), source);
    }
    if (bus.isGiven()) {
      report = onItsNodes(report, source);
    }
    if (requestsPerSecond != null) {
      report = report.at(options.traffic(requestsPerSecond), options.usual());
    } else if (isGiven("--label-delay")) {
      report = report.withLabelsAfter(options.labelDelay());
    }
    boolean passed = report.isValid() && !(strict && report.hasWarnings());
    boolean document = output.format() != Format.TABLE;
    PrintWriter out =
        document || report.isValid() ? spec.commandLine().getOut() : spec.commandLine().getErr();
    out.print(report.print(output.format()));
    out.flush();
    return passed ? Exit.OK.code() : Exit.INVALID_INPUT.code();
  }

  /** What the plan may need, in the words of the data plane. */
  private static Set<Capability> able(DataPlane plane) {
    return plane.capabilities().stream()
        .map(one -> Capability.valueOf(one.name()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private LintReport onItsNodes(LintReport report, String source) {
    if (report.file().isEmpty()) {
      return report;
    }
    try (Rollouts rollouts = Rollouts.read(bus.connection())) {
      return rollouts
          .of(report.file().get().model().value())
          .map(state -> report.on(state, source))
          .orElse(report);
    }
  }

  /** What tells nothing without the traffic must not be taken for heard. */
  private void requireTraffic() {
    for (String option : UsualOptions.OF_TRAFFIC) {
      if (requestsPerSecond == null && isGiven(option)) {
        throw Failure.invalid("Expected --traffic beside %s (write --traffic 50/s)", option);
      }
    }
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }
}
