package dev.turnout.bench.scale;

import java.time.Duration;

/**
 * What is measured.
 *
 * @param models with a running rollout each, from 10
 * @param interval between two reports of a node, 1 s to 10 s
 * @param soak how long memory is watched
 * @param heap greatest heap of an orchestrator, such as {@code 1g}
 * @param partitions of each topic, from 2
 * @param failing how many rollouts fail at once, from 1
 * @param rounds how often the failing ones are measured, each one by one and at once, from 1
 * @param alone decisions that are measured while one rollout runs, from 1
 * @param steady how long the cost of a report is measured
 * @param restarts how often the orchestrator is killed, from 1
 * @param seed of all chance
 */
public record ScalePlan(
    int models,
    Duration interval,
    Duration soak,
    String heap,
    int partitions,
    int failing,
    int rounds,
    int alone,
    Duration steady,
    int restarts,
    long seed) {
  private static final int SMALLEST = 10;

  public ScalePlan {
    if (models < SMALLEST) {
      throw new IllegalArgumentException(
          "Expected 10 models or more, but got %d (write --models 10000)".formatted(models));
    }
    if (interval.toMillis() < 1000 || interval.toMillis() > 10_000) {
      throw new IllegalArgumentException(
          "Expected an interval of 1s to 10s, but got %s (a node that is silent for 15s is lost)"
              .formatted(interval));
    }
    if (soak.isNegative() || soak.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(
          "Expected a soak of up to 7d, but got %s (write --soak 30m)".formatted(soak));
    }
    if (!heap.matches("[1-9][0-9]{0,5}[mg]")) {
      throw new IllegalArgumentException(
          "Expected a heap such as 1g or 512m, but got '%s'".formatted(heap));
    }
    if (failing < 1 || (long) 2 * failing * rounds + restarts > models / 2) {
      throw new IllegalArgumentException(
          "Expected at most half of the %d models to fail, but %d rounds of 2 x %d do not leave them (write --failing 1 or more, or more --models)"
              .formatted(models, rounds, failing));
    }
  }

  /** Ten thousand models. */
  public static ScalePlan full() {
    return new ScalePlan(
        10_000,
        Duration.ofSeconds(10),
        Duration.ofMinutes(30),
        "1g",
        6,
        50,
        5,
        150,
        Duration.ofSeconds(30),
        3,
        1);
  }

  /** Few models, seconds only. */
  public static ScalePlan quick() {
    return new ScalePlan(
        200,
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        "512m",
        6,
        10,
        2,
        10,
        Duration.ofSeconds(4),
        1,
        1);
  }

  public ScalePlan withModels(int count) {
    return new ScalePlan(
        count, interval, soak, heap, partitions, failing, rounds, alone, steady, restarts, seed);
  }

  public ScalePlan withInterval(Duration time) {
    return new ScalePlan(
        models, time, soak, heap, partitions, failing, rounds, alone, steady, restarts, seed);
  }

  public ScalePlan withSoak(Duration time) {
    return new ScalePlan(
        models, interval, time, heap, partitions, failing, rounds, alone, steady, restarts, seed);
  }

  public ScalePlan withHeap(String size) {
    return new ScalePlan(
        models, interval, soak, size, partitions, failing, rounds, alone, steady, restarts, seed);
  }

  public ScalePlan withFailing(int count) {
    return new ScalePlan(
        models, interval, soak, heap, partitions, count, rounds, alone, steady, restarts, seed);
  }
}
