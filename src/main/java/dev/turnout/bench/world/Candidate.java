package dev.turnout.bench.world;

/**
 * In which way the candidate differs from the baseline.
 *
 * @param errorTimes its error rate is this many times the baseline's
 * @param errorAdded and this much higher
 * @param wrongTimes its share of wrong predictions is this many times the baseline's
 * @param wrongAdded and this much higher
 * @param fromSecond when the difference begins, seconds after the start; 0 is at once
 */
public record Candidate(
    double errorTimes,
    double errorAdded,
    double wrongTimes,
    double wrongAdded,
    LatencyChange latency,
    double fromSecond) {
  /** No difference at all. */
  public static final Candidate SAME = new Candidate(1, 0, 1, 0, LatencyChange.NONE, 0);

  public static Candidate errors(double times) {
    return new Candidate(times, 0, 1, 0, LatencyChange.NONE, 0);
  }

  public static Candidate errorsAdded(double rate) {
    return new Candidate(1, rate, 1, 0, LatencyChange.NONE, 0);
  }

  public static Candidate wrong(double times) {
    return new Candidate(1, 0, times, 0, LatencyChange.NONE, 0);
  }

  public static Candidate wrongAdded(double rate) {
    return new Candidate(1, 0, 1, rate, LatencyChange.NONE, 0);
  }

  public static Candidate latency(LatencyChange change) {
    return new Candidate(1, 0, 1, 0, change, 0);
  }

  /** The same, but good until this second. */
  public Candidate from(double second) {
    return new Candidate(errorTimes, errorAdded, wrongTimes, wrongAdded, latency, second);
  }

  boolean differsAt(double second) {
    return second >= fromSecond;
  }

  double errorRate(double baseline) {
    return Math.min(1, baseline * errorTimes + errorAdded);
  }

  double wrongRate(double baseline) {
    return Math.min(1, baseline * wrongTimes + wrongAdded);
  }
}
