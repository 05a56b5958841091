package dev.turnout.orchestrator.codec;

import dev.turnout.events.HistogramBin;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.NamedHistogram;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.VersionMetrics;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.ScoreCounts;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.SmokeTestResult;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.fleet.VersionStatus;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.telemetry.MetricReport;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reports of agents and pipelines. They are only read: agents have messages of their own making.
 */
public final class ReportCodec {

  private static final int MOST_VERSIONS = 100;
  private static final int MOST_SCORES = 100;
  private static final int MOST_HISTOGRAMS = 20;
  private static final int LONGEST_REASON = 1000;

  private ReportCodec() {}

  /**
   * The metric report of a message.
   *
   * @throws IllegalArgumentException if it breaks a rule, for example more errors than requests
   */
  public static MetricReport read(dev.turnout.events.MetricReport report) {
    return new MetricReport(
        new ModelName(report.getModel()),
        new NodeName(report.getNode()),
        report.getBootId(),
        report.getSequence(),
        byKey(
            Expect.notMore("versions in a report", report.getVersions(), MOST_VERSIONS),
            metrics -> new Version(metrics.getVersion()),
            ReportCodec::counts));
  }

  /**
   * The agent report of a message.
   *
   * @throws IllegalArgumentException if it breaks a rule
   */
  public static AgentReport read(dev.turnout.events.AgentReport report) {
    return new AgentReport(
        new ModelName(report.getModel()),
        new NodeName(report.getNode()),
        report.getBootId(),
        report.getSequence(),
        report.getEpochInForce(),
        report.getLeaving(),
        words(report.getRefusal()),
        byKey(
            Expect.notMore("versions in a report", report.getVersions(), MOST_VERSIONS),
            status -> new Version(status.getVersion()),
            ReportCodec::status),
        Wire.each(
            Expect.notMore("smoke tests in a report", report.getSmokeTests(), MOST_VERSIONS),
            ReportCodec::result),
        NodesCodec.read(report.getLabels()));
  }

  /** The message of an agent's report. Its own time is not known and 0. */
  public static dev.turnout.events.AgentReport write(AgentReport report) {
    return dev.turnout.events.AgentReport.newBuilder()
        .setModel(report.model().value())
        .setNode(report.node().value())
        .setBootId(report.bootId())
        .setSequence(report.sequence())
        .setReportedAtMs(0)
        .setEpochInForce(report.epochInForce())
        .setLeaving(report.leaving())
        .setRefusal(report.refusal().orElse(null))
        .setVersions(
            report.versions().entrySet().stream()
                .map(status -> write(status.getKey(), status.getValue()))
                .toList())
        .setSmokeTests(Wire.each(report.smokeTests(), ReportCodec::write))
        .setLabels(NodesCodec.write(report.labels()))
        .build();
  }

  /** The message of a metric report. Its own time is not known and 0. */
  public static dev.turnout.events.MetricReport write(MetricReport report) {
    return dev.turnout.events.MetricReport.newBuilder()
        .setModel(report.model().value())
        .setNode(report.node().value())
        .setBootId(report.bootId())
        .setSequence(report.sequence())
        .setReportedAtMs(0)
        .setVersions(
            report.versions().entrySet().stream()
                .map(counts -> write(counts.getKey(), counts.getValue()))
                .toList())
        .build();
  }

  private static dev.turnout.events.VersionStatus write(Version version, VersionStatus status) {
    return new dev.turnout.events.VersionStatus(
        version.value(),
        Wire.same(dev.turnout.events.VersionState.class, status.state()),
        Wire.orNull(status.reason()));
  }

  private static dev.turnout.events.SmokeTestResult write(SmokeTestResult result) {
    return new dev.turnout.events.SmokeTestResult(
        result.testId(), result.passed(), Wire.orNull(result.reason()));
  }

  private static VersionMetrics write(Version version, Counts counts) {
    VersionMetrics.Builder metrics =
        VersionMetrics.newBuilder()
            .setVersion(version.value())
            .setRequests(counts.requests())
            .setErrors(counts.errors())
            .setScores(
                counts.scores().entrySet().stream()
                    .map(
                        score ->
                            new ScoreCounter(
                                score.getKey(), score.getValue().total(), score.getValue().bad()))
                    .toList())
            .setHistograms(
                counts.histograms().entrySet().stream()
                    .filter(histogram -> !histogram.getKey().equals(Counts.LATENCY))
                    .map(
                        histogram ->
                            new NamedHistogram(histogram.getKey(), write(histogram.getValue())))
                    .toList());
    Optional.ofNullable(counts.histograms().get(Counts.LATENCY))
        .ifPresent(bins -> metrics.setLatency(new LatencyHistogram(0L, write(bins))));
    return metrics.build();
  }

  private static List<HistogramBin> write(BinCounts bins) {
    return IntStream.range(0, bins.size())
        .mapToObj(i -> new HistogramBin(bins.bin(i), bins.count(i)))
        .toList();
  }

  private static VersionStatus status(dev.turnout.events.VersionStatus status) {
    return new VersionStatus(
        Wire.same(VersionState.class, status.getState()), words(status.getReason()));
  }

  private static SmokeTestResult result(dev.turnout.events.SmokeTestResult result) {
    return new SmokeTestResult(result.getTestId(), result.getPassed(), words(result.getReason()));
  }

  private static Counts counts(VersionMetrics metrics) {
    SortedMap<String, BinCounts> histograms =
        byKey(
            Expect.notMore("histograms of a version", metrics.getHistograms(), MOST_HISTOGRAMS),
            ReportCodec::nameOf,
            histogram -> bins(histogram.getBins()));
    if (metrics.getLatency() != null) {
      histograms.put(Counts.LATENCY, bins(metrics.getLatency().getBins()));
    }
    SortedMap<String, ScoreCounts> scores =
        byKey(
            Expect.notMore("scores of a version", metrics.getScores(), MOST_SCORES),
            score -> Expect.present("the name of a score", score.getOutcome()),
            score -> new ScoreCounts(score.getTotal(), score.getBad()));
    return new Counts(metrics.getRequests(), metrics.getErrors(), histograms, scores);
  }

  private static BinCounts bins(List<HistogramBin> bins) {
    BinCounts.Builder builder = new BinCounts.Builder(bins.size());
    for (HistogramBin bin : bins) {
      if (!builder.addNext(indexOf(bin), bin.getCount())) {
        return BinCounts.of(byKey(bins, ReportCodec::indexOf, HistogramBin::getCount));
      }
    }
    return builder.build();
  }

  private static int indexOf(HistogramBin bin) {
    if (bin.getIndex() < LatencyBins.FIRST || bin.getIndex() > LatencyBins.LAST) {
      throw new IllegalArgumentException(
          "Expected bins in [%d, %d], but got %d"
              .formatted(LatencyBins.FIRST, LatencyBins.LAST, bin.getIndex()));
    }
    return bin.getIndex();
  }

  private static String nameOf(NamedHistogram histogram) {
    if (histogram.getName().equals(Counts.LATENCY)) {
      throw new IllegalArgumentException(
          "Expected the latency in the field latency, but got a histogram of that name");
    }
    return Expect.present("the name of a histogram", histogram.getName());
  }

  /** What is named twice is a mistake that must not pass for the last of both. */
  private static <T, K extends Comparable<K>, V> SortedMap<K, V> byKey(
      List<T> items, Function<T, K> key, Function<T, V> value) {
    SortedMap<K, V> map = new TreeMap<>();
    for (T item : items) {
      if (map.put(key.apply(item), value.apply(item)) != null) {
        throw new IllegalArgumentException(
            "Expected each of them once in a report, but got '%s' twice"
                .formatted(key.apply(item)));
      }
    }
    return map;
  }

  /** Why something is so, for people: of a long story the beginning is enough. */
  private static Optional<String> words(@Nullable String reason) {
    return Optional.ofNullable(reason)
        .map(
            text ->
                text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text);
  }
}
