package dev.turnout.explain;

import java.util.Map;

/** What there is to say about one attempt. */
public interface Explained {
  /** Sentences and tables. */
  String text();

  /** Everything as a tree of plain values. */
  Map<String, Object> tree();

  /** The same with about 300 moments of the rollout's life, from the recorded inputs. */
  Map<String, Object> treeWithSeries();

  /**
   * The text of an SVG file with one figure: both arms of every metric, the e-values, the weight.
   */
  String plot();

  /** Where the moments of the figure come from, in a sentence. */
  String source();
}
