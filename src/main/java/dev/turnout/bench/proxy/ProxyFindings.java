package dev.turnout.bench.proxy;

import dev.turnout.bench.outcome.Spread;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured.
 *
 * @param samples of each round, by contender
 * @param plain steady load of each round on the proxy without copies
 * @param mirrored the same while each request is copied
 * @param peaks most memory of each proxy, in MiB, by its name
 * @param report what the agent reported at last
 * @param answered requests of the model with a split that clients saw answered by the proxy, a
 *     count
 */
record ProxyFindings(
    Map<String, List<Sample>> samples,
    List<Load> plain,
    List<Load> mirrored,
    Map<String, Double> peaks,
    Reported report,
    long answered) {

  long reported() {
    return report.requests();
  }

  boolean has(String contender) {
    return samples.containsKey(contender);
  }

  /** The others, after the proxy. */
  Set<String> names() {
    return samples.keySet();
  }

  /** A figure of each round. */
  Spread of(String contender, ToDoubleFunction<Sample> figure) {
    return Spread.of(values(contender, figure));
  }

  /** The ratio of each round. */
  Spread ratio(String above, String below, ToDoubleFunction<Sample> figure) {
    return Spread.ratios(values(above, figure), values(below, figure));
  }

  /** The difference to the model server itself in each round. */
  Spread added(String contender, ToDoubleFunction<Sample> figure) {
    List<Double> direct = values(Contender.DIRECT, figure);
    List<Double> own = values(contender, figure);
    return Spread.of(
        java.util.stream.IntStream.range(0, own.size())
            .mapToObj(i -> own.get(i) - direct.get(i))
            .toList());
  }

  /** Requests that were not answered as they should, a count. */
  long failed() {
    return samples.values().stream().flatMap(List::stream).mapToLong(Sample::failed).sum()
        + plain.stream().mapToLong(Load::failed).sum()
        + mirrored.stream().mapToLong(Load::failed).sum();
  }

  private List<Double> values(String contender, ToDoubleFunction<Sample> figure) {
    return samples.getOrDefault(contender, List.of()).stream().map(figure::applyAsDouble).toList();
  }
}
