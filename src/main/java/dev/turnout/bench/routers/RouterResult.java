package dev.turnout.bench.routers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one router.
 *
 * @param name of the data plane
 * @param changes of weights, under load
 * @param requests sent meanwhile, each by a client that keeps its connection and never asks twice
 * @param lost requests that did not come back with 200
 * @param lossless whether the router says that it loses none
 * @param applyMillis how long each change took until it was read back, ascending
 * @param againMillis how long it took to offer the same table again, ascending
 * @param sigmas how far the share was off at worst, in standard deviations of chance
 */
public record RouterResult(
    String name,
    int changes,
    long requests,
    long lost,
    boolean lossless,
    List<Double> applyMillis,
    List<Double> againMillis,
    double sigmas) {
  /** Chance is that far off once in 370 times. */
  private static final double MOST_SIGMAS = 3;

  public RouterResult {
    applyMillis = applyMillis.stream().sorted().toList();
    againMillis = againMillis.stream().sorted().toList();
  }

  /** Whether the share is what the weights say. */
  public boolean isExact() {
    return sigmas <= MOST_SIGMAS;
  }

  /** Whether no request is lost where the router says so. */
  public boolean isTrue() {
    return !lossless || lost == 0;
  }

  /** The plane's row of a table. */
  static String table(List<RouterResult> results) {
    StringBuilder text = new StringBuilder();
    String form = "%-14s %8s %10s %6s %9s %12s %12s %12s %8s%n";
    text.append(
        form.formatted(
            "ROUTER",
            "CHANGES",
            "REQUESTS",
            "LOST",
            "LOSSLESS",
            "APPLY P50",
            "APPLY P99",
            "AGAIN P50",
            "SHARE"));
    for (RouterResult result : results) {
      text.append(
          form.formatted(
              result.name,
              result.changes,
              result.requests,
              result.lost,
              result.lossless ? "yes" : "no",
              millis(quantile(result.applyMillis, 0.5)),
              millis(quantile(result.applyMillis, 0.99)),
              millis(quantile(result.againMillis, 0.5)),
              "%.1f sd".formatted(result.sigmas)));
    }
    return text.toString();
  }

  /** The same as a document. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("router", name);
    tree.put("changes", changes);
    tree.put("requests", requests);
    tree.put("lost", lost);
    tree.put("lossless", lossless);
    tree.put("applyP50Ms", quantile(applyMillis, 0.5));
    tree.put("applyP99Ms", quantile(applyMillis, 0.99));
    tree.put("againP50Ms", quantile(againMillis, 0.5));
    tree.put("shareOffSigmas", sigmas);
    return tree;
  }

  private static double quantile(List<Double> ascending, double share) {
    int index = (int) Math.ceil(share * ascending.size()) - 1;
    return ascending.get(Math.max(0, index));
  }

  private static String millis(double value) {
    return "%.2f ms".formatted(value);
  }
}
