package dev.turnout.bench.outcome;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of the same thing, measured several times.
 *
 * @param values ascending, at least one
 */
public record Spread(List<Double> values) {
  public Spread {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one value, but got none");
    }
    values = values.stream().sorted().toList();
  }

  public static Spread of(Collection<Double> values) {
    return new Spread(List.copyOf(values));
  }

  public static Spread of(double only) {
    return new Spread(List.of(only));
  }

  /**
   * The ratio of each round.
   *
   * @param above in the order of the rounds
   * @param below in the same order, as many
   */
  public static Spread ratios(List<Double> above, List<Double> below) {
    if (above.size() != below.size()) {
      throw new IllegalArgumentException(
          "Expected as many rounds of both, but got %d and %d"
              .formatted(above.size(), below.size()));
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < above.size(); i++) {
      ratios.add(above.get(i) / below.get(i));
    }
    return new Spread(ratios);
  }

  public double lowest() {
    return values.get(0);
  }

  public double highest() {
    return values.get(values.size() - 1);
  }

  /** The one in the middle; the mean of two in the middle. */
  public double median() {
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  /**
   * The smallest value that at least this share of all do not exceed (nearest rank).
   *
   * @param share in (0, 1]
   */
  public double quantile(double share) {
    int rank = (int) Math.ceil(share * values.size());
    return values.get(Math.max(0, rank - 1));
  }

  /** Lowest to highest, or nothing if there is only one. */
  public String range() {
    return values.size() == 1 ? "" : Numbers.text(lowest()) + " to " + Numbers.text(highest());
  }

  /** The median, and from where to where. */
  @Override
  public String toString() {
    return values.size() == 1
        ? Numbers.text(median())
        : "%s (%s)".formatted(Numbers.text(median()), range());
  }

  /** The same for programs. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("median", median());
    tree.put("lowest", lowest());
    tree.put("highest", highest());
    tree.put("rounds", values.size());
    return tree;
  }
}
