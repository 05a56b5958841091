package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.plan.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What to write instead: the next round time, or the next round weight. */
final class Cure {
  private static final List<Duration> TIMES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(20),
          Duration.ofMinutes(30),
          Duration.ofMinutes(45),
          Duration.ofHours(1),
          Duration.ofMinutes(90),
          Duration.ofHours(2),
          Duration.ofHours(3),
          Duration.ofHours(4),
          Duration.ofHours(6),
          Duration.ofHours(8),
          Duration.ofHours(12),
          Duration.ofHours(24),
          Duration.ofHours(48),
          Duration.ofHours(72),
          Duration.ofHours(168));
  private static final double[] WEIGHTS = {.01, .02, .05, .1, .15, .2, .25, .3, .4, .5};

  private Cure() {}

  /**
   * The sentence's end: {@code ; write for: 1h, or a weight of 0.05}.
   *
   * @param key what holds the time
   * @param needed seconds that the key has to have
   * @param next the weight of the next stage, which must stay larger
   * @param enough seconds that must suffice with another weight
   * @param after seconds that are needed by the stage with another weight
   */
  static String of(
      String key,
      double needed,
      Course course,
      double next,
      double enough,
      ToDoubleFunction<Course> after) {
    List<String> cures = new ArrayList<>();
    time(needed).ifPresent(time -> cures.add(key + ": " + Durations.inWords(time)));
    weight(course, next, enough, after).ifPresent(cures::add);
    return cures.isEmpty()
        ? "; there is too little traffic for this"
        : "; write " + String.join(", or ", cures);
  }

  /** The next round time; empty beyond a week. */
  static Optional<Duration> time(double seconds) {
    return TIMES.stream().filter(time -> time.toSeconds() >= seconds).findFirst();
  }

  private static Optional<String> weight(
      Course course, double next, double enough, ToDoubleFunction<Course> after) {
    for (double weight : WEIGHTS) {
      if (weight > course.stage().weight()
          && weight < next
          && after.applyAsDouble(course.withWeight(weight)) <= enough) {
        return Optional.of("a weight of " + weight);
      }
    }
    return Optional.empty();
  }
}
