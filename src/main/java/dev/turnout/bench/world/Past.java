package dev.turnout.bench.world;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the baseline did before the rollout, in sums that lose half their weight in ten minutes.
 *
 * @param latency aged number of requests by bin
 * @param before what each node did; empty if nodes need not be told apart
 */
public record Past(
    double requests,
    double errors,
    double labels,
    double wrong,
    SortedMap<Integer, Double> latency,
    List<Tick> before) {
  public Past {
    before = List.copyOf(before);
  }

  /** Of nodes that need not be told apart. */
  public Past(
      double requests,
      double errors,
      double labels,
      double wrong,
      SortedMap<Integer, Double> latency) {
    this(requests, errors, labels, wrong, latency, List.of());
  }

  /** Nothing is known. */
  public static final Past UNKNOWN = new Past(0, 0, 0, 0, new TreeMap<>());

  /** The same, but nobody knows what single nodes did. */
  public Past withoutNodes() {
    return new Past(requests, errors, labels, wrong, latency);
  }

  /** The smallest bin that at least this share of the past requests does not exceed. */
  public int quantile(double share) {
    double all = latency.values().stream().mapToDouble(Double::doubleValue).sum();
    double sum = 0;
    for (Map.Entry<Integer, Double> bin : latency.entrySet()) {
      sum += bin.getValue();
      if (sum >= share * all) {
        return bin.getKey();
      }
    }
    return latency.isEmpty() ? 0 : latency.lastKey();
  }
}
