package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Source;
import dev.turnout.bench.world.Tick;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of a table: a scenario that is simulated many times.
 *
 * @param suite the suite's name
 * @param id unique within the suite
 * @param step seconds between two looks
 * @param runs how many rollouts are simulated
 * @param waldSeconds Wald's bound for the detection, NaN if there is nothing to detect
 */
public record Cell(
    String suite,
    String id,
    Scenario scenario,
    double step,
    int runs,
    Lineup lineup,
    double waldSeconds) {
  private static final double COARSE_STEP = 10;

  /**
   * Simulates one rollout: how many seconds after the regression began each contestant fired,
   * infinite if it did not.
   */
  Map<String, Double> run(long seed) {
    double onset = scenario.candidate().fromSecond();
    Source world = scenario.simulate(seed);
    Map<String, Contestant> waiting = new LinkedHashMap<>(lineup.contestants(world.past()));
    Map<String, Double> fired = new LinkedHashMap<>();
    waiting.keySet().forEach(name -> fired.put(name, Double.POSITIVE_INFINITY));
    while (world.now() < scenario.seconds() && !waiting.isEmpty()) {
      Tick tick = world.next(nextStep(world.now(), waiting));
      waiting
          .entrySet()
          .removeIf(
              contestant -> {
                boolean fires = contestant.getValue().fires(tick);
                if (fires) {
                  fired.put(contestant.getKey(), tick.end() - onset);
                }
                return fires;
              });
    }
    return fired;
  }

  /** Pollers do not see what happens within their interval, so that long steps do for them. */
  private double nextStep(double now, Map<String, Contestant> waiting) {
    boolean onlyPollers = waiting.values().stream().noneMatch(Contestant::looksAtEveryStep);
    return onlyPollers && now % COARSE_STEP < 1e-6 ? COARSE_STEP : step;
  }
}
