package dev.turnout.orchestrator.forecast;

/** How fast something grows with the judged outcomes of both arms. */
interface Growth {
  /** It never comes. */
  Growth NONE = (candidate, baseline) -> 0;

  /**
   * @param candidate the candidate's outcomes per second, zero or more
   * @param baseline the baseline's
   */
  double perSecond(double candidate, double baseline);
}
