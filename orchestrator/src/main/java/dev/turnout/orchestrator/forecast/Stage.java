package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.plan.Durations;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A stay at one share of the requests.
 *
 * @param number among the stages of the plan, from 1
 * @param weight the candidate's share, in (0, 1]
 * @param copied whether the candidate gets copies, and the stable version all requests
 * @param duration shortest stay
 * @param beta the gate at its end; empty if it ends with its time
 */
record Stage(int number, double weight, boolean copied, Duration duration, OptionalDouble beta) {
  boolean isGated() {
    return beta.isPresent();
  }

  double seconds() {
    return duration.toMillis() / 1000.0;
  }

  Stage withWeight(double newWeight) {
    return new Stage(number, newWeight, copied, duration, beta);
  }

  /** What the candidate answers. */
  TrafficKind traffic() {
    return copied ? TrafficKind.MIRRORED : TrafficKind.LIVE;
  }

  Span span(double seconds) {
    return new Span(weight, copied, seconds);
  }

  /** {@code stage 1 (1 % for 10m)}. */
  String inWords() {
    return "stage %d (%s%s for %s)"
        .formatted(
            number, Words.percent(weight), copied ? " copied" : "", Durations.inWords(duration));
  }
}
