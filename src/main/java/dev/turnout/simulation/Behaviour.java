package dev.turnout.simulation;

/**
 * How a version answers.
 *
 * @param errors share of requests that fail
 * @param wrong share of answers that are wrong
 * @param millis usual latency; each request takes half to one and a half of it
 */
public record Behaviour(double errors, double wrong, double millis) {
  public static final Behaviour GOOD = new Behaviour(0.001, 0.05, 20);

  public Behaviour slow() {
    return new Behaviour(errors, wrong, 900);
  }

  public Behaviour failing(double share) {
    return new Behaviour(share, wrong, millis);
  }

  public Behaviour mistaken(double share) {
    return new Behaviour(errors, share, millis);
  }
}
