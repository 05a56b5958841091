package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.JudgeSnapshot.ArmLimitState;
import dev.turnout.orchestrator.statistics.Bets;
import dev.turnout.orchestrator.statistics.OneSampleBets;
import dev.turnout.orchestrator.statistics.RestartMixture;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;

/**
 * Evidence that one arm breaks an absolute limit. One arm against a fixed rate needs no concurrent
 * counts, so every report is a block of its own, and restarts every second keep it quick after days
 * of good behaviour.
 */
final class ArmLimit {
  private static final RestartSchedule RESTARTS = RestartSchedule.endless(Duration.ofSeconds(1));

  /** Half-life of the counts that tell whether an arm has come back within the limit. */
  private static final double RECENT_MILLIS = 60_000;

  private final double badLimit;
  private final OneSampleBets bets;
  private RestartMixture mixture;
  private Tally recent;
  private Instant heardAt;

  private ArmLimit(double badLimit, RestartMixture mixture, Tally recent, Instant heardAt) {
    this.badLimit = badLimit;
    this.bets = OneSampleBets.worseThan(badLimit);
    this.mixture = mixture;
    this.recent = recent;
    this.heardAt = heardAt;
  }

  static ArmLimit start(double badLimit, Instant at) {
    return new ArmLimit(badLimit, fresh(at), Tally.EMPTY, at);
  }

  static ArmLimit restore(double badLimit, ArmLimitState state) {
    return new ArmLimit(
        badLimit,
        RestartMixture.restore(Bets.worseWeights(), RESTARTS, state.mixture()),
        state.recent(),
        state.heardAt());
  }

  void add(Tally counts, Instant at, Instant before) {
    if (counts.total() > 0) {
      mixture.openRestarts(before);
      mixture.multiply(bets.logE(counts));
    }
    double halfLives = Duration.between(heardAt, at).toMillis() / RECENT_MILLIS;
    recent = recent.times(StrictMath.pow(2, -halfLives)).plus(counts.bad(), counts.total());
    heardAt = at;
  }

  /** Only this report and later ones tell whether the arm comes back within the limit. */
  void forgetBefore(Tally counts) {
    recent = counts;
  }

  /** Lately within the limit, or without traffic. */
  boolean recovered() {
    return recent.total() < 1 || recent.rate() <= badLimit;
  }

  void startAfresh(Instant at) {
    mixture = fresh(at);
  }

  double logM() {
    return mixture.logM();
  }

  Tally recent() {
    return recent;
  }

  /** The last report of this arm, also an idle one; the start if there was none. */
  Instant heardAt() {
    return heardAt;
  }

  ArmLimitState state() {
    return new ArmLimitState(mixture.state(), recent, heardAt);
  }

  private static RestartMixture fresh(Instant at) {
    return RestartMixture.start(Bets.worseWeights(), RESTARTS, at);
  }
}
