package dev.turnout.view;

import dev.turnout.events.BinCounts;
import dev.turnout.events.DistributionEvidence;
import dev.turnout.events.Evidence;
import dev.turnout.events.GateEvidence;
import dev.turnout.events.LimitEvidence;
import dev.turnout.events.MetricEvidence;
import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.Histogram;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.output.Numbers;
import dev.turnout.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Evidence as a table. E-values are shown as the share of the way to their threshold on the
 * logarithmic scale, which is how much evidence there is compared with what a decision needs.
 */
final class EvidenceLines {
  private EvidenceLines() {}

  static List<String> of(Evidence evidence, String indent) {
    Table table = new Table("METRIC", "CANDIDATE", "STABLE", "AGAINST", "FOR", "LIMIT");
    for (MetricEvidence metric : evidence.getMetrics()) {
      table.row(
          metric.getMetric() + mark(metric),
          candidate(metric),
          baseline(metric),
          way(metric.getLogERollback(), evidence.getLogRollbackThreshold()),
          way(metric.getLogEPromote(), evidence.getLogPromoteThreshold()),
          limit(metric));
    }
    List<String> lines = new ArrayList<>(table.lines(indent));
    for (String missing : evidence.getMissing()) {
      lines.add(indent + "to promote: " + missing);
    }
    return lines;
  }

  private static String mark(MetricEvidence metric) {
    if (metric.getWeight() == 0) {
      return " (dry run)";
    }
    return metric.getBlamed() ? " (blamed)" : metric.getCritical() ? " (critical)" : "";
  }

  private static String candidate(MetricEvidence metric) {
    DistributionEvidence shown = metric.getDistribution();
    return shown == null
        ? share(metric.getCandidateBad(), metric.getCandidateTotal())
        : quantile(shown, shown.getCandidate());
  }

  private static String baseline(MetricEvidence metric) {
    DistributionEvidence shown = metric.getDistribution();
    return shown == null
        ? share(metric.getBaselineBad(), metric.getBaselineTotal())
        : quantile(shown, shown.getBaseline());
  }

  /** The highest gated quantile, such as {@code p99 312 ms of 4000}. */
  private static String quantile(DistributionEvidence shown, BinCounts bins) {
    Histogram histogram =
        Histogram.restore(
            new Bins(bins.getFirst(), bins.getCounts().stream().map(Long::doubleValue).toList()));
    if (histogram.total() == 0) {
      return "no data";
    }
    double quantile =
        shown.getGates().stream().mapToDouble(GateEvidence::getQuantile).max().orElse(0.99);
    double value = LatencyBins.upperEdgeMillis(histogram.quantileBin(quantile));
    return String.format(
        Locale.ROOT,
        value < 10 ? "p%s %.2f%s of %.0f" : "p%s %.0f%s of %.0f",
        Numbers.plain(100 * quantile),
        value,
        shown.getUnit().isEmpty() ? "" : " " + shown.getUnit(),
        histogram.total());
  }

  /** Bad outcomes of all, such as {@code 12/4000 (0.30 %)}. */
  private static String share(double bad, double total) {
    return total <= 0
        ? "no data"
        : String.format(
            Locale.ROOT, "%s/%.0f (%.2f %%)", Numbers.plain(bad), total, 100 * bad / total);
  }

  private static String limit(MetricEvidence metric) {
    if (metric.getLimits().isEmpty()) {
      return "-";
    }
    return metric.getLimits().stream().anyMatch(LimitEvidence::getCandidateBroken)
        ? "broken"
        : "kept";
  }

  private static String way(double logE, double threshold) {
    double part = threshold <= 0 ? 1 : Math.max(0, Math.min(1, logE / threshold));
    return String.format(Locale.ROOT, "%.0f %%", Math.floor(100 * part));
  }
}
