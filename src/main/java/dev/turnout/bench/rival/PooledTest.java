package dev.turnout.bench.rival;

import dev.turnout.bench.world.Tick;

/**
 * What many people write first: the error rates of both arms since the start, compared by a z-test
 * with a high threshold at every look. A shared drift and a ramp of the split together fool it
 * (Simpson's paradox).
 */
public final class PooledTest implements Contestant {
  private static final double Z = 3.5;

  private double candidateErrors;
  private double candidateRequests;
  private double baselineErrors;
  private double baselineRequests;

  @Override
  public boolean fires(Tick tick) {
    candidateErrors += tick.candidate().errors();
    candidateRequests += tick.candidate().requests();
    baselineErrors += tick.baseline().errors();
    baselineRequests += tick.baseline().requests();
    return z() > Z;
  }

  private double z() {
    double requests = candidateRequests + baselineRequests;
    double pooled = (candidateErrors + baselineErrors) / requests;
    double variance = pooled * (1 - pooled) * requests / (candidateRequests * baselineRequests);
    double difference = candidateErrors / candidateRequests - baselineErrors / baselineRequests;
    return variance > 0 ? difference / Math.sqrt(variance) : 0;
  }
}
