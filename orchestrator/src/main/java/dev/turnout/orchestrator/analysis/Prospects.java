package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.DistributionEvidence.GateEvidence;
import dev.turnout.orchestrator.statistics.EvidenceRate;
import dev.turnout.orchestrator.statistics.Histogram;
import dev.turnout.orchestrator.statistics.Outlook;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much longer an undecided analysis would need at the traffic that it had, if the candidate is
 * as good as the baseline.
 */
final class Prospects {
  private final AnalysisSpec spec;
  private final Evidence evidence;
  private final double seconds;

  /**
   * @param judged time since the judge started, longer than zero
   */
  Prospects(AnalysisSpec spec, Evidence evidence, Duration judged) {
    this.spec = spec;
    this.evidence = evidence;
    this.seconds = judged.toMillis() / 1000.0;
  }

  /** One sentence for each metric that is not shown to be good enough. */
  List<String> sentences() {
    return evidence.gating().filter(metric -> !evidence.isShown(metric)).map(this::of).toList();
  }

  private String of(MetricEvidence metric) {
    MetricSpec known =
        spec.metrics().stream()
            .filter(one -> one.name().equals(metric.name()))
            .findFirst()
            .orElseThrow();
    if (metric.candidate().total() == 0 || metric.baseline().total() == 0) {
      return metric.name() + " has not been measured on both versions";
    }
    Optional<Duration> left =
        known instanceof Rate rate
            ? ofRate(rate, metric)
            : ofDistribution((Distribution) known, metric);
    return left.map(
            time -> "%s needs about %s more".formatted(metric.name(), Outlook.inWords(time)))
        .orElse(metric.name() + " will not be decided");
  }

  private Optional<Duration> ofRate(Rate rate, MetricEvidence metric) {
    double usual = metric.baseline().rate();
    double growth =
        rate.compared()
            ? EvidenceRate.notWorseBy(
                rate.margin(),
                candidates(metric),
                baselines(metric),
                possible(usual),
                possible(usual))
            : usual < rate.limit()
                ? EvidenceRate.against(candidates(metric), usual, rate.limit())
                : 0;
    return Outlook.until(metric.logPromote(), evidence.logPromoteThreshold(), growth);
  }

  private Optional<Duration> ofDistribution(Distribution distribution, MetricEvidence metric) {
    DistributionEvidence shown = metric.distribution().orElseThrow();
    Histogram baseline = Histogram.restore(shown.baseline());
    List<Optional<Duration>> gates =
        IntStream.range(0, shown.gates().size())
            .mapToObj(i -> ofGate(distribution, i, shown.gates().get(i), baseline, metric))
            .toList();
    return gates.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : gates.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private Optional<Duration> ofGate(
      Distribution distribution,
      int index,
      GateEvidence shown,
      Histogram baseline,
      MetricEvidence metric) {
    QuantileGate gate = distribution.gates().get(index);
    int bin = baseline.quantileBin(gate.quantile());
    double usual = baseline.above(bin) / baseline.total();
    double growth =
        distribution.compare() == Distribution.Compare.LIMIT
            ? limitGrowth(gate, baseline, metric)
            : EvidenceRate.apart(
                candidates(metric),
                baselines(metric),
                baseline.above(bin + gate.marginBins()) / baseline.total(),
                usual);
    return Outlook.until(shown.logPromote(), evidence.logPromoteThreshold(), growth);
  }

  private double limitGrowth(QuantileGate gate, Histogram baseline, MetricEvidence metric) {
    double slow = baseline.above(gate.limitBin()) / baseline.total();
    double allowed = 1 - gate.quantile();
    return slow < allowed ? EvidenceRate.against(candidates(metric), slow, allowed) : 0;
  }

  private double candidates(MetricEvidence metric) {
    return metric.candidate().total() / seconds;
  }

  private double baselines(MetricEvidence metric) {
    return metric.baseline().total() / seconds;
  }

  private static double possible(double rate) {
    return Math.min(Math.max(rate, 1e-6), 1 - 1e-6);
  }
}
