package dev.turnout.bridge.ledger;

import dev.turnout.bridge.ledger.ReporterState.Part;
import dev.turnout.bridge.ledger.ReporterState.Tally;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.NamedHistogram;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.VersionMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was counted of one version since the boot. */
public final class VersionTally {
  private static final int MOST_NAMES = 100;

  private final Share requests;
  private final Bins latency;
  private final Map<String, Share> scores = new TreeMap<>();
  private final Map<String, Bins> histograms = new TreeMap<>();
  private double latencySum;

  VersionTally() {
    this(new Tally(new Part(0, 0, 0), Map.of(), 0, Map.of(), Map.of()));
  }

  VersionTally(Tally known) {
    requests = new Share(known.requests());
    latency = new Bins(known.latency());
    latencySum = known.latencySum();
    known.scores().forEach((name, score) -> scores.put(name, new Share(score)));
    known.histograms().forEach((name, bins) -> histograms.put(name, new Bins(bins)));
  }

  void addRequests(long more, long failed) {
    requests.add(more, failed);
  }

  void addLatency(Amounts added, double toMillis) {
    latency.add(added, toMillis);
    latencySum += Math.max(0, added.sum() * toMillis * 1000);
  }

  void addGraded(String outcome, long total, double bad) {
    if (scores.containsKey(outcome) || hasRoom()) {
      scores.computeIfAbsent(outcome, name -> new Share()).add(total, bad);
    }
  }

  void addValues(String histogram, Amounts added, double scale) {
    if (histograms.containsKey(histogram) || hasRoom()) {
      histograms.computeIfAbsent(histogram, name -> new Bins()).add(added, scale);
    }
  }

  /** What the next report says. */
  VersionMetrics next(String version) {
    requests.say();
    List<ScoreCounter> counters = new ArrayList<>();
    scores.forEach(
        (name, score) -> {
          score.say();
          counters.add(new ScoreCounter(name, score.total(), score.bad()));
        });
    List<NamedHistogram> named = new ArrayList<>();
    histograms.forEach((name, bins) -> named.add(new NamedHistogram(name, bins.toList())));
    return VersionMetrics.newBuilder()
        .setVersion(version)
        .setRequests(requests.total())
        .setErrors((long) requests.bad())
        .setLatency(
            latency.isEmpty() ? null : new LatencyHistogram((long) latencySum, latency.toList()))
        .setScores(counters)
        .setHistograms(named)
        .build();
  }

  /** After {@link #next}. */
  Tally state() {
    Map<String, Part> parts = new TreeMap<>();
    scores.forEach((name, score) -> parts.put(name, score.state()));
    Map<String, Map<Integer, Long>> named = new TreeMap<>();
    histograms.forEach((name, bins) -> named.put(name, bins.toMap()));
    return new Tally(requests.state(), latency.toMap(), latencySum, parts, named);
  }

  /** Rules name them, so there are few; a report must stay small all the same. */
  private boolean hasRoom() {
    return scores.size() + histograms.size() < MOST_NAMES;
  }
}
