package dev.turnout.cli;

import dev.turnout.control.ControlPlane;
import dev.turnout.control.Reports;
import dev.turnout.events.MetricReport;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.output.Numbers;
import dev.turnout.report.Counters;
import dev.turnout.report.Row;
import dev.turnout.report.RowStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes labels and metrics. */
@Command(
    name = "report",
    description = {
      "Publish labels and metrics of a pipeline, so that the judge sees them.",
      "",
      "Either counts from options, or rows from --from: CSV with a header line, or JSON lines. The"
          + " columns are model, version, and one or several of these:",
      "",
      "  a score         outcome, and 'correct' (true, false, or how many of 'total'),",
      "                  or 'label' and 'prediction', or 'score' (0 to 1)",
      "  a count         event and 'happened' (true, false, or on how many of 'total')",
      "  a histogram     histogram and 'value' (one or several, each from 0, less is better)",
      "  requests        'requests' and 'errors'",
      "",
      "Options fill columns that are missing. Values are put into the bins of the latency, 2 %% wide;"
          + " the report carries the counts of the bins.",
      "",
      "Nothing is published if a row cannot be read; with --stream rows are published every second as"
          + " they come, and unreadable ones are left out and told at the end."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout report --model fraud --version v2 --outcome accuracy --correct 912 --total 1000",
      "  turnout report --model fraud --version v2 --outcome ndcg --score 0.87 --total 1000",
      "  turnout report --model fraud --version v2 --event fallbacks --happened 12 --total 5000",
      "  turnout report --model fraud --version v2 --histogram gpu-memory-mb --value 812,790,1430",
      "  turnout report --model fraud --version v2 --requests 5000 --errors 3",
      "  turnout report --model fraud --from labels.csv --run-id nightly-2026-11-21",
      "  turnout report --from - --stream < labels.jsonl"
    })
final class ReportCommand implements Callable<Integer> {
  private static final Duration EACH = Duration.ofSeconds(1);

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private FormatOption output = new FormatOption();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private CountOptions counts = new CountOptions();

  @Mixin private PlaneOptions plane = new PlaneOptions();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Rows as CSV or JSON lines; - is standard input.")
  private @Nullable String from;

  @Option(names = "--stream", description = "Publish every second what has come so far.")
  private boolean stream;

  @Spec private CommandSpec spec = CommandSpec.create();

  private long published;

  @Override
  public Integer call() {
    ControlPlane open = plane.open(spec);
    Counters counters = new Counters(run.reporter(), run.runId());
    Optional<String> file = Optional.ofNullable(from);
    return file.isPresent() ? rows(open, counters, file.get()) : one(open, counters).code();
  }

  private Exit one(ControlPlane open, Counters counters) {
    try {
      counters.add(Row.of(Map.of(), counts.values()));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
    try (Reports reports = open.reports()) {
      publish(reports, counters);
    }
    return finish(1, 0);
  }

  private int rows(ControlPlane open, Counters counters, String file) {
    RowStream rows = new RowStream(counters, counts.values());
    try (BufferedReader input = open(file)) {
      if (stream) {
        try (Reports reports = open.reports()) {
          rows.read(input, EACH, () -> publish(reports, counters));
        }
      } else {
        rows.read(input, Duration.ofDays(1), () -> {});
      }
    } catch (IOException e) {
      throw Failure.unreadable(file, e);
    }
    rows.mistakes().forEach(text -> spec.commandLine().getErr().println("error: " + text));
    if (!stream && rows.refused() > 0) {
      throw Failure.invalid(
          "%s could not be read; nothing was published", Numbers.count(rows.refused(), "row"));
    }
    if (!stream) {
      try (Reports reports = open.reports()) {
        publish(reports, counters);
      }
    }
    return finish(rows.taken(), rows.refused()).code();
  }

  private void publish(Reports reports, Counters counters) {
    for (MetricReport report : counters.next(Instant.now().toEpochMilli())) {
      reports.publish(report);
      published++;
    }
  }

  private Exit finish(long rows, long refused) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("reports", published);
    result.put("rows", rows);
    result.put("refused", refused);
    result.put("runId", run.runId());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        output.format() == Format.TABLE
            ? "published %s of %s, %d refused%n"
                .formatted(Numbers.count(published, "report"), Numbers.count(rows, "row"), refused)
            : Documents.write(output.format(), result));
    out.flush();
    return refused > 0 ? Exit.INVALID_INPUT : Exit.OK;
  }

  private static BufferedReader open(String file) throws IOException {
    Reader reader =
        file.equals("-")
            ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
            : Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
    return reader instanceof BufferedReader buffered ? buffered : new BufferedReader(reader);
  }
}
