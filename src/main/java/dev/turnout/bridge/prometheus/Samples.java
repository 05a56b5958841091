package dev.turnout.bridge.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.bridge.ledger.Amounts;
import dev.turnout.bridge.ledger.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes samples of a matrix: of counters, of classic histograms' buckets, of native histograms. */
final class Samples {
  private static final String NAME = "__name__";
  private static final String EDGE = "le";
  private static final double NANOS = 1e9;

  private Samples() {}

  /** In order of time within each series. */
  static List<Sample> of(JsonNode matrix) {
    List<Sample> samples = new ArrayList<>();
    Map<Map<String, String>, Classic> classics = new TreeMap<>(Samples::compare);
    for (JsonNode series : matrix) {
      SortedMap<String, String> labels = labels(series.path("metric"));
      String edge = labels.remove(EDGE);
      if (edge != null) {
        classics.computeIfAbsent(labels, known -> new Classic()).add(edge, series.path("values"));
        continue;
      }
      for (JsonNode value : series.path("values")) {
        counter(value.path(1).asDouble(-1))
            .ifPresent(count -> samples.add(new Sample(labels, nanos(value), Amounts.of(count))));
      }
      for (JsonNode value : series.path("histograms")) {
        Native.of(value.path(1))
            .ifPresent(amounts -> samples.add(new Sample(labels, nanos(value), amounts)));
      }
    }
    classics.forEach((labels, classic) -> samples.addAll(classic.samples(labels)));
    return samples;
  }

  /** A count; empty for what is none, such as {@code NaN}. */
  static Optional<Long> counter(double value) {
    return value >= 0 && value < Long.MAX_VALUE ? Optional.of((long) value) : Optional.empty();
  }

  private static long nanos(JsonNode value) {
    return Math.round(value.path(0).asDouble() * 1000) * (long) (NANOS / 1000);
  }

  private static SortedMap<String, String> labels(JsonNode metric) {
    SortedMap<String, String> labels = new TreeMap<>();
    metric
        .fields()
        .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.remove(NAME);
    return labels;
  }

  private static int compare(Map<String, String> one, Map<String, String> other) {
    return one.toString().compareTo(other.toString());
  }

  /** The buckets of one classic histogram; each counts all values up to its edge. */
  private static final class Classic {
    private final SortedMap<Double, SortedMap<Long, Long>> edges = new TreeMap<>();

    void add(String edge, JsonNode values) {
      double upper = edge.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(edge);
      SortedMap<Long, Long> counts = edges.computeIfAbsent(upper, known -> new TreeMap<>());
      for (JsonNode value : values) {
        counter(value.path(1).asDouble(-1)).ifPresent(count -> counts.put(nanos(value), count));
      }
    }

    /** Of the scrapes that have all buckets. */
    List<Sample> samples(Map<String, String> labels) {
      SortedMap<Long, Long> totals = edges.getOrDefault(Double.POSITIVE_INFINITY, new TreeMap<>());
      List<Double> bounds = edges.keySet().stream().filter(Double::isFinite).toList();
      List<Sample> samples = new ArrayList<>();
      for (Long at : totals.keySet()) {
        if (edges.values().stream().allMatch(counts -> counts.containsKey(at))) {
          buckets(at)
              .ifPresent(
                  found ->
                      samples.add(
                          new Sample(
                              labels,
                              at,
                              new Amounts(
                                  totals.getOrDefault(at, 0L),
                                  0,
                                  new Shape.Explicit(bounds),
                                  found))));
        }
      }
      return samples;
    }

    private Optional<SortedMap<Integer, Long>> buckets(Long at) {
      SortedMap<Integer, Long> found = new TreeMap<>();
      long below = 0;
      int bucket = 0;
      for (SortedMap<Long, Long> counts : edges.values()) {
        long upTo = counts.getOrDefault(at, 0L);
        if (upTo < below) {
          return Optional.empty();
        }
        found.put(bucket++, upTo - below);
        below = upTo;
      }
      return Optional.of(found);
    }
  }
}
