package dev.turnout.bench.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results as maps and lists, for JSON and YAML. Times in milliseconds. */
public final class FaultTree {
  private FaultTree() {}

  /** The whole document. */
  public static Map<String, Object> of(String form, long seed, List<FaultResult> results) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("form", form);
    tree.put("seed", seed);
    tree.put("faults", results.stream().map(FaultTree::of).toList());
    tree.put("all", of(FaultTable.sum(results)));
    return tree;
  }

  private static Map<String, Object> of(FaultResult result) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("fault", result.fault());
    tree.put("injected", result.injected());
    tree.put("decisionsLost", result.lost());
    tree.put("decisionsDoubled", result.doubled());
    tree.put("otherwise", result.otherwise());
    tree.put("requests", result.requests());
    tree.put("requestsLost", result.requestsLost());
    put(tree, "recoveryMedianMs", result.recovery().median());
    put(tree, "recoveryMaxMs", result.recovery().max());
    tree.put("violations", result.violations());
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, Optional<Duration> time) {
    time.ifPresent(known -> tree.put(name, known.toMillis()));
  }
}
