package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.BinWeights;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the version in production did lately: sums that lose half their weight every {@link
 * #HALF_LIFE}. Belongs to a model and also runs while there is no rollout, so that a judge knows at
 * its start what is usual. It chooses what the judge bets on and so how fast it is, never whether
 * it is right. Immutable, and a plain value to store.
 *
 * @param agedAt the time to which the sums are aged
 * @param requests failed and all requests
 * @param histograms by name aged counts by {@link LatencyBins bin}
 * @param scores bad and all labelled answers by outcome name
 */
public record BaselineHistory(
    Instant agedAt,
    Tally requests,
    SortedMap<String, BinWeights> histograms,
    SortedMap<String, Tally> scores) {
  public static final Duration HALF_LIFE = Duration.ofSeconds(600);

  // A bin that holds less than this is forgotten, which bounds the number of bins.
  private static final double FORGOTTEN = 1e-6;

  public BaselineHistory {
    histograms = Collections.unmodifiableSortedMap(new TreeMap<>(histograms));
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
    SortedMap<String, BinWeights> aged = new TreeMap<>();
    histograms.forEach(
        (name, bins) -> aged.put(name, bins.aged(kept, FORGOTTEN, counts.histogram(name))));
    counts
        .histograms()
        .forEach(
            (name, bins) ->
                aged.computeIfAbsent(name, added -> BinWeights.NONE.aged(kept, FORGOTTEN, bins)));
    aged.values().removeIf(BinWeights::isEmpty);
    SortedMap<String, Tally> outcomes = new TreeMap<>();
    scores.forEach((name, tally) -> outcomes.put(name, tally.times(kept)));
    counts.scores().forEach(adding(outcomes));
    Tally failed = requests.times(kept).plus(counts.errors(), counts.requests());
    return new BaselineHistory(now, failed, aged, outcomes);
  }

  private static BiConsumer<String, ScoreCounts> adding(SortedMap<String, Tally> outcomes) {
    return (name, score) ->
        outcomes.merge(
            name,
            new Tally(score.bad(), score.total()),
            (known, more) -> known.plus(more.bad(), more.total()));
  }
}
