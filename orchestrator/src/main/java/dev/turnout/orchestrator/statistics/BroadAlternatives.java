package dev.turnout.orchestrator.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Slow-downs of all requests, of some and of a few, each by a factor or by a time: 25 alternatives
 * on up to 16 categories. More cuts at both ends than {@link ShapeAlternatives}, for a time that is
 * added shows in the fastest requests and a rare slow-down beyond the slowest. Found by simulation;
 * any choice that is made before a rollout keeps the error rates.
 */
public final class BroadAlternatives implements Alternatives {
  // The last is the slowest seen lately, so that "slower than ever" is a category.
  private static final double[] CUT_QUANTILES = {
    .01, .05, .1, .25, .5, .75, .9, .95, .98, .99, .995, .999, .9999, .99999, 1
  };

  private static final List<Family> FAMILIES =
      List.of(
          family(.29, slower(1.06), slower(1.14), slower(1.3), slower(1.6), slower(2.2)),
          family(.17, later(.05), later(.12), later(.3), later(.6)),
          family(
              .20,
              someSlower(.12, 1.5),
              someSlower(.12, 2.5),
              someSlower(.12, 5),
              someSlower(.03, 1.5),
              someSlower(.03, 2.5),
              someSlower(.03, 6)),
          family(
              .14,
              someSlower(.007, 4),
              someSlower(.007, 12),
              someSlower(.002, 4),
              someSlower(.002, 12)),
          family(
              .20,
              someLater(.2, .75),
              someLater(.08, .9),
              someLater(.04, .98),
              someLater(.02, .995),
              someLater(.01, .99),
              someLater(.01, .999)));

  /** Alternatives that share a weight equally. */
  private record Family(double weight, List<Function<Categories, double[]>> members) {}

  @Override
  public double[] weights() {
    List<Double> weights = new ArrayList<>();
    for (Family family : FAMILIES) {
      family.members().forEach(member -> weights.add(family.weight() / family.members().size()));
    }
    return weights.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public CategoricalBets around(Histogram usual) {
    Categories categories = Categories.cutAt(usual, CUT_QUANTILES);
    return categories.bets(
        FAMILIES.stream()
            .flatMap(family -> family.members().stream())
            .map(member -> member.apply(categories))
            .toList());
  }

  @SafeVarargs
  private static Family family(double weight, Function<Categories, double[]>... members) {
    return new Family(weight, Arrays.asList(members));
  }

  /** All requests take so many times as long. */
  private static Function<Categories, double[]> slower(double factor) {
    return categories -> categories.shifted(factor);
  }

  /** All requests take longer by this part of the median. */
  private static Function<Categories, double[]> later(double part) {
    return categories -> categories.delayed(part);
  }

  /** A share takes so many times as long. */
  private static Function<Categories, double[]> someSlower(double share, double factor) {
    return categories -> categories.contaminated(share, factor);
  }

  /** A share takes longer by the time from the median to this quantile. */
  private static Function<Categories, double[]> someLater(double share, double quantile) {
    return categories -> categories.partlyDelayed(share, quantile);
  }
}
