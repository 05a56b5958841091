package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Weight;

/** How many nodes at once: a number of them, or a share. */
public sealed interface NodeLimit {

  /** One node at a time. */
  NodeLimit ONE = new Count(1);

  /**
   * Of so many nodes.
   *
   * @param nodes a count from 1
   * @return a count from 1
   */
  int of(int nodes);

  /** For example {@code 2} or {@code 0.25 of them}. */
  String inWords();

  /**
   * A number of nodes.
   *
   * @param nodes 1 to 10,000
   */
  record Count(int nodes) implements NodeLimit {
    private static final int MOST = 10_000;

    public Count {
      if (nodes < 1 || nodes > MOST) {
        throw new IllegalArgumentException(
            "Expected a number of nodes in [1, %d], but got %d (write 1 for node by node, 0.25 for a quarter of them)"
                .formatted(MOST, nodes));
      }
    }

    @Override
    public int of(int all) {
      return nodes;
    }

    @Override
    public String inWords() {
      return Integer.toString(nodes);
    }
  }

  /**
   * A share of the nodes, rounded down, but one at least.
   *
   * @param share in (0, 1)
   */
  record Share(Weight share) implements NodeLimit {
    public Share {
      if (share.isZero() || share.isFull()) {
        throw new IllegalArgumentException(
            "Expected a share of the nodes between 0 and 1, but got %s (write 0.25 for a quarter of them)"
                .formatted(share));
      }
    }

    @Override
    public int of(int all) {
      return (int) Math.max(1, (long) share.millionths() * all / Weight.MILLIONTHS);
    }

    @Override
    public String inWords() {
      return share + " of them";
    }
  }
}
