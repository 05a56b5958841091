package dev.turnout.report;

import dev.turnout.events.HistogramBin;
import dev.turnout.events.NamedHistogram;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.VersionMetrics;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was counted of one version since the run began. */
final class Totals {
  private static final int MOST_NAMES = 100;

  private final Map<String, Score> scores = new TreeMap<>();
  private final Map<String, SortedMap<Integer, Long>> histograms = new TreeMap<>();
  private long requests;
  private long errors;

  void add(Fact fact) {
    if (fact instanceof Fact.Served served) {
      requests += served.requests();
      errors += served.errors();
    } else if (fact instanceof Fact.Graded graded) {
      Score score = scores.computeIfAbsent(graded.name(), unknown -> requireFew(new Score()));
      score.total += graded.total();
      score.bad += graded.bad();
    } else if (fact instanceof Fact.Measured measured) {
      SortedMap<Integer, Long> bins =
          histograms.computeIfAbsent(measured.histogram(), unknown -> requireFew(new TreeMap<>()));
      measured.values().forEach(value -> bins.merge(LatencyBins.binOf(value), 1L, Long::sum));
    }
  }

  VersionMetrics metrics(String version) {
    List<ScoreCounter> counters = new ArrayList<>();
    scores.forEach((name, score) -> counters.add(new ScoreCounter(name, score.total, score.bad)));
    List<NamedHistogram> named = new ArrayList<>();
    histograms.forEach((name, bins) -> named.add(new NamedHistogram(name, bins(bins))));
    return VersionMetrics.newBuilder()
        .setVersion(version)
        .setRequests(requests)
        .setErrors(errors)
        .setScores(counters)
        .setHistograms(named)
        .build();
  }

  private static List<HistogramBin> bins(SortedMap<Integer, Long> bins) {
    return bins.entrySet().stream()
        .map(bin -> new HistogramBin(bin.getKey(), bin.getValue()))
        .toList();
  }

  /** A column that was taken for a name must not fill the report. */
  private <T> T requireFew(T added) {
    if (scores.size() + histograms.size() >= MOST_NAMES) {
      throw new IllegalArgumentException(
          "Expected at most %d scores, events and histograms of a version, but got more"
              .formatted(MOST_NAMES));
    }
    return added;
  }

  private static final class Score {
    private long total;
    private double bad;
  }
}
