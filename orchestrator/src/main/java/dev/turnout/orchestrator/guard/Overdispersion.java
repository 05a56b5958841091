package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.guard.NodeWindow.Surprise;
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
 * of a node's own, clients that retry. Learned from baseline nodes in the last ten minutes, in
 * windows of one and of two minutes; what the longer ones show beyond the shorter is taken on to
 * bursts that last longer still. A node is compared with its own level before the window, so that
 * lasting differences between nodes, which {@link NodeSpread} is for, are no part of it; only as
 * long as no level is known they are.
 *
 * <p>A heuristic without a theorem: dividing all counts of a block by it (quasi-likelihood) kept
 * false alarms near the promise where bursts last up to two minutes. Does nothing for bursts that
 * hit all nodes at once; those are common to both arms.
 *
 * <p>State: ten numbers a node and fifteen windows.
 */
public final class Overdispersion {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int SHORTER_WINDOWS = 10;
  private static final int LONGER_WINDOWS = 5;

  /** The 10 % quantile of the normal distribution. */
  private static final double Z = -1.2816;

  private final Scale scale;
  private final SortedMap<String, NodeWindow> nodes;
  private final Deque<WindowSpread> shorter;
  private final Deque<WindowSpread> longer;
  private Instant openedAt;
  private boolean second;

  private Overdispersion(Scale scale, OverdispersionState state) {
    this.scale = scale;
    this.nodes = new TreeMap<>(state.nodes());
    this.shorter = new ArrayDeque<>(state.shorter());
    this.longer = new ArrayDeque<>(state.longer());
    this.openedAt = state.openedAt();
    this.second = state.second();
  }

  /** Nothing is known. */
  public static Overdispersion start(Scale scale, Instant at) {
    return new Overdispersion(
        scale,
        new OverdispersionState(at, new TreeMap<>(), false, new ArrayList<>(), new ArrayList<>()));
  }

  public static Overdispersion restore(Scale scale, OverdispersionState state) {
    return new Overdispersion(scale, state);
  }

  /**
   * Adds values of a baseline node to the open window.
   *
   * @param levels of the nodes in the past
   */
  public void add(String node, Moments values, NodeLevels levels) {
    if (values.count() > 0) {
      NodeWindow window = nodes.get(node);
      NodeWindow known = window == null ? NodeWindow.opened(levels.prior(node)) : window;
      nodes.put(node, known.plus(values));
    }
  }

  /**
   * Closes the open window if a minute is over.
   *
   * @param levels of the nodes up to now
   */
  public void closeIfDue(Instant at, NodeLevels levels) {
    if (Duration.between(openedAt, at).compareTo(WINDOW) < 0) {
      return;
    }
    keep(shorter, spread(NodeWindow::shorter), SHORTER_WINDOWS);
    if (second) {
      keep(longer, spread(NodeWindow::longer), LONGER_WINDOWS);
      nodes.replaceAll((name, node) -> NodeWindow.opened(levels.prior(name)));
      nodes.values().removeIf(node -> !node.prior().isKnown());
    } else {
      nodes.replaceAll((name, node) -> node.shift(levels.prior(name)));
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

  private WindowSpread spread(Function<NodeWindow, Surprise> window) {
    return WindowSpread.of(scale, nodes.values().stream().map(window).toList());
  }

  private static void keep(Deque<WindowSpread> windows, WindowSpread spread, int most) {
    if (spread.levelled()) {
      windows.removeIf(known -> !known.levelled());
    }
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
