package dev.turnout.bench.rival;

import dev.turnout.bench.world.ArmCounts;
import dev.turnout.bench.world.Histogram;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Tick;

/**
 * A sequential test that is told the truth beforehand: it bets on exactly what happens. It shows
 * how much of the time to a decision is inherent in the data.
 */
public final class Oracle implements Contestant {
  private static final double ALPHA = 0.01;

  private final Measure measure;
  private final Odds odds;
  private double logE;

  public Oracle(Measure measure, Odds odds) {
    this.measure = measure;
    this.odds = odds;
  }

  @Override
  public boolean fires(Tick tick) {
    double candidates = total(tick.candidate());
    double all = candidates + total(tick.baseline());
    if (candidates == 0 || candidates == all) {
      return false;
    }
    logE += logE(tick, candidates / all);
    return logE >= -Math.log(ALPHA);
  }

  private double total(ArmCounts counts) {
    return measure == Measure.ACCURACY ? counts.labels() : counts.requests();
  }

  private double logE(Tick tick, double share) {
    if (measure == Measure.LATENCY) {
      return logE(tick.candidate().latency(), tick.baseline().latency(), share);
    }
    double bad = bad(tick.candidate());
    double badBaseline = bad(tick.baseline());
    return bad * odds.logCandidate(0, share)
        + (total(tick.candidate()) - bad) * odds.logCandidate(1, share)
        + badBaseline * odds.logBaseline(0, share)
        + (total(tick.baseline()) - badBaseline) * odds.logBaseline(1, share);
  }

  private double bad(ArmCounts counts) {
    return measure == Measure.ACCURACY ? counts.wrong() : counts.errors();
  }

  private double logE(Histogram candidate, Histogram baseline, double share) {
    double sum = 0;
    for (int bin = Histogram.FIRST; bin <= Histogram.LAST; bin++) {
      if (candidate.count(bin) > 0) {
        sum += candidate.count(bin) * odds.logCandidate(bin - Histogram.FIRST, share);
      }
      if (baseline.count(bin) > 0) {
        sum += baseline.count(bin) * odds.logBaseline(bin - Histogram.FIRST, share);
      }
    }
    return sum;
  }
}
