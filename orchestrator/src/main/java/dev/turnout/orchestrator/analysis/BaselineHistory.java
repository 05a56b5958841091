package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the version in production did lately: sums that lose half their weight every {@link
 * #HALF_LIFE}. Belongs to a model and also runs while there is no rollout, so that a judge knows at
 * its start what is usual. Immutable, and a plain value to store.
 *
 * @param agedAt the time to which the sums are aged
 * @param requests failed and all requests
 * @param latency {@link LatencyBins bin} to aged number of requests
 * @param scores bad and all labelled answers by outcome name
 */
public record BaselineHistory(
    Instant agedAt,
    Tally requests,
    SortedMap<Integer, Double> latency,
    SortedMap<String, Tally> scores) {
  public static final Duration HALF_LIFE = Duration.ofSeconds(600);

  // A bin that holds less than this is forgotten, which bounds the number of bins.
  private static final double FORGOTTEN = 1e-6;

  public BaselineHistory {
    latency = Collections.unmodifiableSortedMap(new TreeMap<>(latency));
    scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
  }

  /** Nothing is known. */
  public static BaselineHistory empty(Instant at) {
    return new BaselineHistory(at, Tally.EMPTY, new TreeMap<>(), new TreeMap<>());
  }

  /** The weight that is left of a sum after this time, in (0, 1]. */
  static double decay(Duration elapsed) {
    return StrictMath.pow(2, -(double) elapsed.toMillis() / HALF_LIFE.toMillis());
  }

  /** Adds a report; one that is older than the last is taken as of now. */
  public BaselineHistory plus(Counts counts, Instant at) {
    Instant now = at.isAfter(agedAt) ? at : agedAt;
    double kept = decay(Duration.between(agedAt, now));
    SortedMap<Integer, Double> bins = new TreeMap<>();
    latency.forEach(
        (bin, count) -> {
          if (count * kept > FORGOTTEN) {
            bins.put(bin, count * kept);
          }
        });
    counts.latency().forEach((bin, count) -> bins.merge(bin, (double) count, Double::sum));
    SortedMap<String, Tally> outcomes = new TreeMap<>();
    scores.forEach((name, tally) -> outcomes.put(name, tally.times(kept)));
    counts.scores().forEach(adding(outcomes));
    Tally aged = requests.times(kept).plus(counts.errors(), counts.requests());
    return new BaselineHistory(now, aged, bins, outcomes);
  }

  /** What this says about each metric of a specification, by metric name. */
  public SortedMap<String, History> of(AnalysisSpec spec) {
    SortedMap<String, History> byMetric = new TreeMap<>();
    spec.metrics().forEach(metric -> byMetric.put(metric.name(), metric.historyIn(this)));
    return Collections.unmodifiableSortedMap(byMetric);
  }

  /** Requests that were slower than the upper edge of this bin. */
  History slowerThan(int lastGoodBin) {
    double slow = 0;
    double all = 0;
    for (Map.Entry<Integer, Double> bin : latency.entrySet()) {
      slow += bin.getKey() > lastGoodBin ? bin.getValue() : 0;
      all += bin.getValue();
    }
    return new History(slow, all);
  }

  private static BiConsumer<String, ScoreCounts> adding(SortedMap<String, Tally> outcomes) {
    return (name, score) ->
        outcomes.merge(
            name,
            new Tally(score.bad(), score.total()),
            (known, more) -> known.plus(more.bad(), more.total()));
  }
}
