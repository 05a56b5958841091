package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.statistics.LatencyBins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The level of each node that carries the old version, against the fleet in the same window of ten
 * seconds, so that drift which all nodes share does not count; lately (half-life ten minutes). Its
 * variance over nodes beyond that of chance is how much nodes differ by themselves.
 *
 * <p>State: eight numbers a node; a node that is gone is forgotten within some hours.
 */
public final class NodeLevels {
  /** What a level is measured in. */
  public enum Scale {
    /** Mean of the values: latencies in bins, which are logarithms. */
    VALUE(LatencyBins.coveringBins(0.02)),
    /** Relative to the fleet's mean, as a logarithm: rates. */
    LOG_RATE(0);

    private final double leastTolerance;

    Scale(double leastTolerance) {
      this.leastTolerance = leastTolerance;
    }
  }

  private static final Duration WINDOW = Duration.ofSeconds(10);

  /**
   * On the old version, before a node's own level is known: ten minutes, and the first report tells
   * of the time before it.
   */
  private static final Duration ENOUGH_HISTORY = Duration.ofMinutes(10).minus(WINDOW);

  private static final Duration HALF_LIFE = Duration.ofSeconds(600);

  private final Scale scale;
  private final SortedMap<String, NodeLevel> nodes;
  private Instant openedAt;

  private NodeLevels(Scale scale, NodeLevelsState state) {
    this.scale = scale;
    this.nodes = new TreeMap<>(state.nodes());
    this.openedAt = state.openedAt();
  }

  /** Nothing is known. */
  public static NodeLevels start(Scale scale, Instant at) {
    return new NodeLevels(scale, new NodeLevelsState(at, new TreeMap<>()));
  }

  public static NodeLevels restore(Scale scale, NodeLevelsState state) {
    return new NodeLevels(scale, state);
  }

  /** Adds values of a node that carries the old version to the open window. */
  public void add(String node, Moments values, Instant at) {
    if (values.count() > 0) {
      nodes.put(node, nodes.getOrDefault(node, NodeLevel.first(at)).plus(values));
    }
  }

  /** Closes the open window if it is old enough. */
  public void closeIfDue(Instant at) {
    Duration age = Duration.between(openedAt, at);
    if (age.compareTo(WINDOW) < 0) {
      return;
    }
    Moments all = Moments.EMPTY;
    for (NodeLevel node : nodes.values()) {
      all = all.plus(node.open());
    }
    Moments fleet = all;
    double mean = fleet.count() > 0 ? fleet.mean() : 0;
    double unit = fleet.count() > 1 ? fleet.variance() / (fleet.count() - 1) : 0;
    double kept = StrictMath.pow(2, -(double) age.toMillis() / HALF_LIFE.toMillis());
    nodes.replaceAll(
        (name, node) -> {
          double count = node.open().count();
          double weight = scale == Scale.VALUE ? count : count * mean;
          // The draw of a node's values from the fleet's is one without replacement.
          double variance = count * (fleet.count() - count) * unit;
          return node.close(kept, node.open().sum() - count * mean, weight, variance);
        });
    nodes.values().removeIf(NodeLevel::isForgotten);
    openedAt = at;
  }

  /** What is known of a node's level up to now. */
  Prior prior(String node) {
    NodeLevel level = nodes.get(node);
    return level != null && level.weight() > 0
        ? new Prior(level.level(), level.variance() / (level.weight() * level.weight()))
        : Prior.UNKNOWN;
  }

  /**
   * How much nodes differ, beyond chance, from what they were before.
   *
   * @param offsets by which nodes differed before; nodes that are not in it differed by nothing
   * @param factor by which variances exceed those of independent values, see {@link
   *     Overdispersion}, 1 or more: bursts are no lasting difference
   */
  public NodeSpread spread(NodeOffsets offsets, double factor) {
    List<NodeLevel> known = new ArrayList<>();
    nodes.forEach((name, node) -> known.add(node.lowered(offsets.of(name))));
    // Kish's effective number of nodes.
    double counts = sum(known, NodeLevel::count);
    double squaredCounts = sum(known, node -> node.count() * node.count());
    double number = squaredCounts > 0 ? counts * counts / squaredCounts : 0;
    double weights = sum(known, NodeLevel::weight);
    if (number < 1.5 || weights <= 0) {
      return new NodeSpread(0, (int) Math.round(number));
    }
    double middle = sum(known, NodeLevel::excess) / weights;
    double squares = 0;
    for (NodeLevel node : known) {
      double beyond = node.excess() - node.weight() * middle;
      squares += beyond * beyond;
    }
    double squaredWeights = sum(known, node -> node.weight() * node.weight());
    double chance = factor * sum(known, NodeLevel::variance);
    // The common mean takes up one of the nodes.
    double variance = Math.max(squares - chance, 0) / squaredWeights * number / (number - 1);
    double logVariance = scale == Scale.VALUE ? variance : StrictMath.log1p(variance);
    return new NodeSpread(StrictMath.sqrt(logVariance), (int) Math.round(number));
  }

  /** However alike they seem, machines are not the same: latencies may differ by 2 %. */
  double leastTolerance() {
    return scale.leastTolerance;
  }

  /** The levels of nodes that carried the old version for long enough. */
  public NodeOffsets offsets(Instant at) {
    SortedMap<String, Double> levels = new TreeMap<>();
    nodes.forEach(
        (name, node) -> {
          boolean enough = Duration.between(node.since(), at).compareTo(ENOUGH_HISTORY) >= 0;
          if (enough && node.weight() > 0) {
            levels.put(name, node.level());
          }
        });
    return new NodeOffsets(levels);
  }

  public NodeLevelsState state() {
    return new NodeLevelsState(openedAt, nodes);
  }

  private static double sum(List<NodeLevel> nodes, ToDoubleFunction<NodeLevel> number) {
    double sum = 0;
    for (NodeLevel node : nodes) {
      sum += number.applyAsDouble(node);
    }
    return sum;
  }
}
