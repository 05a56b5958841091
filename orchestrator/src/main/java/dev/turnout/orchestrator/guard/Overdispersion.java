package dev.turnout.orchestrator.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How much more the outcomes or latencies of single nodes vary than independent ones would: bursts
 * of a node's own, clients that retry, nodes that differ. Learned from baseline nodes in the last
 * ten minutes, in windows of one and of two minutes; what the longer ones show beyond the shorter
 * is taken on to bursts that last longer still.
 *
 * <p>A heuristic without a theorem: dividing all counts of a block by it (quasi-likelihood) kept
 * false alarms near the promise where bursts last up to two minutes, and to some percent where they
 * last five. Does nothing for bursts that hit all nodes at once; those are common to both arms.
 *
 * <p>State: six numbers a node and fifteen windows.
 */
public final class Overdispersion {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int SHORTER_WINDOWS = 10;
  private static final int LONGER_WINDOWS = 5;

  /** The 10 % quantile of the normal distribution. */
  private static final double Z = -1.2816;

  private final SortedMap<String, NodeWindow> nodes;
  private final Deque<WindowSpread> shorter;
  private final Deque<WindowSpread> longer;
  private Instant openedAt;
  private boolean second;

  private Overdispersion(OverdispersionState state) {
    this.nodes = new TreeMap<>(state.nodes());
    this.shorter = new ArrayDeque<>(state.shorter());
    this.longer = new ArrayDeque<>(state.longer());
    this.openedAt = state.openedAt();
    this.second = state.second();
  }

  /** Nothing is known. */
  public static Overdispersion start(Instant at) {
    return new Overdispersion(
        new OverdispersionState(at, new TreeMap<>(), false, new ArrayList<>(), new ArrayList<>()));
  }

  public static Overdispersion restore(OverdispersionState state) {
    return new Overdispersion(state);
  }

  /** Adds values of a baseline node to the open window. */
  public void add(String node, Moments values) {
    if (values.count() > 0) {
      nodes.put(node, nodes.getOrDefault(node, NodeWindow.EMPTY).plus(values));
    }
  }

  /** Closes the open window if a minute is over. */
  public void closeIfDue(Instant at) {
    if (Duration.between(openedAt, at).compareTo(WINDOW) < 0) {
      return;
    }
    keep(shorter, spread(NodeWindow::open), SHORTER_WINDOWS);
    if (second) {
      keep(longer, spread(NodeWindow::both), LONGER_WINDOWS);
      nodes.clear();
    } else {
      nodes.replaceAll((name, node) -> node.shift());
    }
    second = !second;
    openedAt = at;
  }

  /**
   * An upper bound (90 % confidence) of the factor by which variances exceed those of independent
   * outcomes, 1 or more; empty if two baseline nodes were not yet seen for two minutes.
   */
  public OptionalDouble factor() {
    int degrees = degrees(longer);
    if (degrees == 0) {
      return OptionalDouble.empty();
    }
    double minute = mean(shorter);
    double twoMinutes = mean(longer);
    double longest = Math.max(1, Math.max(minute, 1 + 2 * (twoMinutes - 1) - (minute - 1)));
    return OptionalDouble.of(Math.max(1, longest * degrees / lowerQuantile(degrees)));
  }

  /**
   * The factor of the candidate's nodes: bursts of a rate weigh the more the more requests they
   * hit.
   *
   * @param factor of the baseline's nodes, 1 or more
   * @param trafficRatio requests a candidate node, as a multiple of those a baseline node
   */
  public static double ofCandidate(double factor, double trafficRatio) {
    return 1 + trafficRatio * (factor - 1);
  }

  public OverdispersionState state() {
    return new OverdispersionState(
        openedAt, nodes, second, new ArrayList<>(shorter), new ArrayList<>(longer));
  }

  private WindowSpread spread(Function<NodeWindow, Moments> window) {
    return WindowSpread.of(nodes.values().stream().map(window).toList());
  }

  private static void keep(Deque<WindowSpread> windows, WindowSpread spread, int most) {
    windows.addLast(spread);
    if (windows.size() > most) {
      windows.removeFirst();
    }
  }

  private static int degrees(Collection<WindowSpread> windows) {
    return windows.stream().mapToInt(WindowSpread::degrees).sum();
  }

  private static double mean(Collection<WindowSpread> windows) {
    double pearson = 0;
    for (WindowSpread window : windows) {
      pearson += window.pearson();
    }
    return pearson / Math.max(degrees(windows), 1);
  }

  /** Of the chi-squared distribution, 10 %; the approximation of Wilson and Hilferty. */
  private static double lowerQuantile(int degrees) {
    double ninth = 2 / (9.0 * degrees);
    double root = 1 - ninth + Z * StrictMath.sqrt(ninth);
    return degrees * root * root * root;
  }
}
