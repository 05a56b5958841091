package dev.turnout.orchestrator.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Finds out how the two arms lie on the nodes, from request counts of closed windows: never from
 * outcomes, and never from the counts that are judged now. (Of the open window it knows the names
 * of the nodes: one that is new is compared with itself until its first window closes.)
 *
 * <p>Each window compares a node with the fleet at the same time: its candidate requests beyond
 * {@code n * fleet's share}, with the variance of a random split. So neither a new weight nor a
 * node that joins late looks uneven. Nodes are even if their odds of the candidate are those of the
 * fleet up to 25 % and noise. Unevenness that counts of <em>all</em> requests cannot show is too
 * small to mislead a test on outcomes among the same requests; with growing counts the noise is no
 * longer an excuse.
 *
 * <p>Nodes are dedicated if hardly any request has one of the other arm on its own node in the same
 * window. A node that switches over is mixed for one window, which is forgotten soon; the mode is
 * entered below 5 % of what a random split gives and left above 20 %, so it does not flicker.
 *
 * <p>When a dedicated node goes over to the other version, comes or goes, the arms are made of
 * other nodes at once: what the nodes carried in the last minutes starts anew with that window, and
 * until it closes nothing is known of how the arms compare.
 *
 * <p>State: six numbers a node; a node that is gone is forgotten within about an hour.
 */
public final class NodeShares {
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(60);
  private static final double ENOUGH_IN_WINDOW = 8;

  private static final Duration HALF_LIFE = Duration.ofSeconds(600);
  private static final Duration RECENT_HALF_LIFE = Duration.ofSeconds(120);

  /** Odds of the candidate on two nodes that count as alike: 25 % apart. */
  private static final double EVEN_LOG_ODDS = StrictMath.log(1.25);

  private static final double SIGMAS_OF_A_NODE = 4;
  private static final double SIGMAS_OF_THE_FLEET = 3;

  /** About as many requests of the smaller arm are needed to say anything. */
  private static final double ENOUGH_VARIANCE = 16;

  private static final double ENOUGH_MIXED = 8;
  private static final double DEDICATED_BELOW = 0.05;
  private static final double DEDICATED_UNTIL = 0.2;

  private final SortedMap<String, NodeShare> nodes;
  private Instant openedAt;
  private double mixed;
  private double expectedMixed;
  private boolean even;
  private boolean dedicated;
  private int newcomers;

  private NodeShares(NodeSharesState state) {
    this.nodes = new TreeMap<>(state.nodes());
    this.openedAt = state.openedAt();
    this.mixed = state.mixed();
    this.expectedMixed = state.expectedMixed();
    this.even = state.even();
    this.dedicated = state.dedicated();
    this.newcomers = (int) nodes.values().stream().filter(node -> !node.known()).count();
  }

  /** Nothing is known. */
  public static NodeShares start(Instant at) {
    return new NodeShares(new NodeSharesState(at, new TreeMap<>(), 0, 0, false, false));
  }

  public static NodeShares restore(NodeSharesState state) {
    return new NodeShares(state);
  }

  /** Adds judged requests of a node to the open window. */
  public void add(String node, double candidate, double baseline) {
    if (candidate + baseline <= 0) {
      return;
    }
    NodeShare known = nodes.get(node);
    if (known == null) {
      known = NodeShare.NEW;
      newcomers++;
    }
    nodes.put(node, known.plus(candidate, baseline));
  }

  /** Closes the open window if its counts and its age say so. */
  public void closeIfDue(Instant at) {
    Duration age = Duration.between(openedAt, at);
    if (age.compareTo(WINDOW) < 0) {
      return;
    }
    double candidate = sum(NodeShare::openCandidate);
    double baseline = sum(NodeShare::openBaseline);
    if (Math.min(candidate, baseline) >= ENOUGH_IN_WINDOW || age.compareTo(LONGEST_WINDOW) >= 0) {
      close(candidate, baseline, age);
      openedAt = at;
    }
  }

  /** How the arms may be compared now. */
  public Layout layout() {
    if (nodes.size() <= 1) {
      return Layout.POOLED;
    }
    if (dedicated) {
      return Layout.DEDICATED;
    }
    return even && newcomers == 0 ? Layout.POOLED : Layout.STRATA;
  }

  /** Whether nodes that carry one version each are just changing it. */
  public boolean isChanging() {
    return dedicated && nodes.values().stream().anyMatch(NodeShare::isMoved);
  }

  /**
   * How many equally busy nodes carried the candidate in the last minutes; 0 if none did, fractions
   * if they were not equally busy.
   */
  public double candidateNodes() {
    return effectiveNumber(NodeShare::candidate);
  }

  /** The same of the baseline. */
  public double baselineNodes() {
    return effectiveNumber(NodeShare::baseline);
  }

  /** The candidate's requests a node, as a multiple of the baseline's; 1 if an arm has none. */
  public double trafficRatio() {
    double perCandidateNode = sum(NodeShare::candidate) / Math.max(candidateNodes(), 1);
    double perBaselineNode = sum(NodeShare::baseline) / Math.max(baselineNodes(), 1);
    return perCandidateNode > 0 && perBaselineNode > 0 ? perCandidateNode / perBaselineNode : 1;
  }

  public NodeSharesState state() {
    return new NodeSharesState(openedAt, nodes, mixed, expectedMixed, even, dedicated);
  }

  private void close(double candidate, double baseline, Duration age) {
    double all = candidate + baseline;
    double share = all > 0 ? candidate / all : 0;
    // The split of one window is a draw without replacement from its requests.
    double unit = all > 1 ? share * (1 - share) * all / (all - 1) : 0;
    double recently = kept(age, RECENT_HALF_LIFE);
    double kept = kept(age, HALF_LIFE);
    boolean changed =
        dedicated
            && nodes.values().stream().anyMatch(node -> node.isMoved() || node.isGone(recently));
    if (changed) {
      nodes.replaceAll((name, node) -> node.restarted(recently));
    }
    mixed *= recently;
    expectedMixed *= recently;
    for (NodeShare node : nodes.values()) {
      if (node.open() > 0) {
        mixed += node.openCandidate() * node.openBaseline() / node.open();
        expectedMixed += Math.max(node.open() - 1, 0) * unit;
      }
    }
    nodes.replaceAll(
        (name, node) ->
            node.close(
                recently,
                kept,
                node.openCandidate() - node.open() * share,
                node.open() * (all - node.open()) / Math.max(all, 1) * unit));
    nodes.values().removeIf(NodeShare::isForgotten);
    newcomers = 0;
    even = isEven(nodes.values());
    dedicated = isDedicated();
  }

  private static boolean isEven(Collection<NodeShare> nodes) {
    double variances = 0;
    double squaredVariances = 0;
    double squaredExcess = 0;
    for (NodeShare node : nodes) {
      if (!node.isEven(EVEN_LOG_ODDS, SIGMAS_OF_A_NODE)) {
        return false;
      }
      variances += node.variance();
      squaredVariances += node.variance() * node.variance();
      squaredExcess += node.excess() * node.excess();
    }
    // Half of the nodes 25 % above the others: each is half of it from the mean, and a little more
    // from the mean of the others, which is what it is compared with.
    double spread = EVEN_LOG_ODDS / 2 * nodes.size() / Math.max(nodes.size() - 1, 1);
    double noise = StrictMath.sqrt(2 * squaredVariances + variances);
    return variances >= ENOUGH_VARIANCE
        && squaredExcess
            <= variances + spread * spread * squaredVariances + SIGMAS_OF_THE_FLEET * noise;
  }

  private boolean isDedicated() {
    double least = dedicated ? 0 : ENOUGH_MIXED;
    double below = dedicated ? DEDICATED_UNTIL : DEDICATED_BELOW;
    return expectedMixed >= least && mixed <= below * expectedMixed;
  }

  private double sum(ToDoubleFunction<NodeShare> requests) {
    double sum = 0;
    for (NodeShare node : nodes.values()) {
      sum += requests.applyAsDouble(node);
    }
    return sum;
  }

  /** Kish's effective number: the sum squared over the sum of squares. */
  private double effectiveNumber(ToDoubleFunction<NodeShare> requests) {
    double sum = sum(requests);
    double squares = sum(node -> requests.applyAsDouble(node) * requests.applyAsDouble(node));
    return squares > 0 ? sum * sum / squares : 0;
  }

  private static double kept(Duration age, Duration halfLife) {
    return StrictMath.pow(2, -(double) age.toMillis() / halfLife.toMillis());
  }
}
