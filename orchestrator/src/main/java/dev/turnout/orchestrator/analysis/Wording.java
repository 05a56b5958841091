package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.Terms;
import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.Histogram;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.Tally;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Numbers as they stand in a reason. The same in every locale, because reasons are replayed. */
final class Wording {
  private static final double MEDIAN = 0.5;

  private Wording() {}

  /** A share in percent: {@code 31.2 %}, {@code 0.25 %}. */
  static String percent(double share) {
    double percent = 100 * share;
    if (percent == 0) {
      return "0 %";
    }
    return format(percent < 1 ? "%.2f %%" : "%.1f %%", percent);
  }

  /** An e-value from its logarithm: {@code 0.3}, {@code 42}, {@code 1.2e5}. */
  static String eValue(double log) {
    double log10 = log / StrictMath.log(10);
    if (log10 < 1) {
      return format("%.1f", StrictMath.exp(log));
    }
    if (log10 < 3) {
      return format("%.0f", StrictMath.exp(log));
    }
    double exponent = Math.floor(log10);
    return format("%.1fe%.0f", StrictMath.pow(10, log10 - exponent), exponent);
  }

  static String count(double count) {
    return format(count == Math.rint(count) ? "%.0f" : "%.1f", count);
  }

  /** {@code candidate 31.2 % wrong of 410, baseline 3.9 % of 3690}. */
  static String rates(Tally candidate, Tally baseline, String badWord) {
    return "candidate %s %s of %s, baseline %s of %s"
        .formatted(
            percent(candidate.rate()),
            badWord,
            count(candidate.total()),
            percent(baseline.rate()),
            count(baseline.total()));
  }

  /** {@code candidate p50 120 ms, p99 480 ms of 410, baseline p50 100 ms, p99 320 ms of 3690}. */
  static String quantiles(Distribution metric, DistributionEvidence evidence) {
    return "candidate %s, baseline %s"
        .formatted(quantiles(metric, evidence.candidate()), quantiles(metric, evidence.baseline()));
  }

  private static String quantiles(Distribution metric, Bins bins) {
    Histogram histogram = Histogram.restore(bins);
    if (histogram.total() == 0) {
      return "no counts";
    }
    List<String> quantiles =
        told(metric).stream()
            .map(
                u ->
                    quantileName(u)
                        + " "
                        + metric.text(LatencyBins.upperEdgeMillis(histogram.quantileBin(u))))
            .toList();
    return "%s of %s".formatted(String.join(", ", quantiles), count(histogram.total()));
  }

  /** The gates' quantiles, and the median where the whole distribution is compared. */
  private static SortedSet<Double> told(Distribution metric) {
    SortedSet<Double> told = new TreeSet<>();
    metric.gates().forEach(gate -> told.add(gate.quantile()));
    if (metric.compare() == Distribution.Compare.SHAPE) {
      told.add(MEDIAN);
    }
    return told;
  }

  /** {@code p99.9} for 0.999. */
  static String quantileName(double quantile) {
    return "p"
        + BigDecimal.valueOf(quantile).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  /** The candidate's share and the baseline's: {@code 3.1 % and 0.10 %}. */
  static String both(Recent recent) {
    return "%s and %s"
        .formatted(percent(recent.candidate().rate()), percent(recent.baseline().rate()));
  }

  /**
   * {@code dedicated nodes: slow-downs below 4.1 % cannot be told from differences between nodes}.
   */
  static String dedicated(Terms.Dedicated terms, MetricSpec metric) {
    boolean bins = metric instanceof Distribution;
    double log = terms.tolerance() * (bins ? StrictMath.log(LatencyBins.GROWTH) : 1);
    String hidden =
        "dedicated nodes: %s below %s cannot be told from differences between nodes"
            .formatted(bins ? "slow-downs" : "increases", percent(StrictMath.expm1(log)));
    String bursts =
        terms.baselineFactor() < 1.5
            ? ""
            : format(
                "; counts weigh 1/%.1f because nodes vary by themselves", terms.baselineFactor());
    return hidden + bursts + terms.spread().caveat().map(caveat -> "; " + caveat).orElse("");
  }

  /** Of the locales that write numbers like this, US is the one that Java need not look up. */
  static String format(String pattern, Object... values) {
    return String.format(Locale.US, pattern, values);
  }
}
