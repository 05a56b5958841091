package dev.turnout.orchestrator.routing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the traffic is divided: weights that sum to exactly 1.0.
 *
 * @param weights share by the version's or arm's name, at least one
 */
public record Split(Map<String, Weight> weights) {
  public Split {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    if (weights.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a split with at least one weight, but got none (write {stable: 0.9, candidate: 0.1})");
    }
    int sum = weights.values().stream().mapToInt(Weight::millionths).sum();
    if (sum != Weight.MILLIONTHS) {
      throw new IllegalArgumentException(
          "Expected the weights to sum to exactly 1.0, but got %s, which sum to %s (write %s)"
              .formatted(inWords(weights), new Sum(sum), cure(weights)));
    }
  }

  /** The split that gives the candidate this share and the stable version the rest. */
  public static Split of(Weight candidate) {
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put("stable", candidate.rest());
    weights.put("candidate", candidate);
    return new Split(weights);
  }

  /**
   * A split as a person writes it.
   *
   * @throws IllegalArgumentException if a weight is not a fraction or the sum is not 1; the message
   *     says what to write instead
   */
  public static Split parse(Map<String, String> weights) {
    Map<String, Weight> parsed = new LinkedHashMap<>();
    weights.forEach((name, text) -> parsed.put(name, Weight.parse(text)));
    return new Split(parsed);
  }

  private static String cure(Map<String, Weight> weights) {
    Map<String, Weight> cured = new LinkedHashMap<>(weights);
    String first = weights.keySet().iterator().next();
    int others = weights.values().stream().skip(1).mapToInt(Weight::millionths).sum();
    if (others > Weight.MILLIONTHS) {
      return "{stable: 0.9, candidate: 0.1}";
    }
    cured.put(first, new Weight((double) (Weight.MILLIONTHS - others) / Weight.MILLIONTHS));
    return inWords(cured);
  }

  private static String inWords(Map<String, Weight> weights) {
    return weights.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private record Sum(int millionths) {
    @Override
    public String toString() {
      return BigDecimal.valueOf(millionths, 6).stripTrailingZeros().toPlainString();
    }
  }
}
