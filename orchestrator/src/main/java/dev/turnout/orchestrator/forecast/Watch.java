package dev.turnout.orchestrator.forecast;

import java.util.List;

/**
 * A metric as the forecast sees it. How bad a candidate is has a degree: its bad rate, or how many
 * times slower it is.
 */
interface Watch {
  String name();

  /** What it has to say. */
  Stake stake();

  /** The degree of a candidate that is as good as the baseline. */
  double usual();

  /** The worst degree that is looked at. */
  double worst();

  /** Two degrees that everybody understands: a mild one, and one that must not pass. */
  List<Double> examples();

  /** What the baseline does, in words. */
  String usualInWords();

  /** The degree in words, as in {@code 1 % failed}. */
  String inWords(double degree);

  /** The degree next to what is usual, as in {@code 1 % instead of 0.1 % failed}. */
  String inContrast(double degree);

  /** Limits that the baseline itself breaks, in words. */
  List<String> brokenLimits();

  /** What turns a candidate of this degree back, whichever is reached first. */
  List<Proof> found(double degree);

  /**
   * What a candidate that is as good as the baseline has to show, all of it.
   *
   * @param beta of the step, in (0, 1]
   */
  List<Proof> passed(double beta);
}
