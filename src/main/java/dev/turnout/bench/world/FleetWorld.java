package dev.turnout.bench.world;

import dev.turnout.bench.chance.Chance;
import dev.turnout.bench.chance.Drift;
import dev.turnout.bench.world.Tick.NodeCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rollout on nodes that are not alike, after a quarter of an hour in which all carried the old
 * version. All latencies drift together; each node has its own speed and its own noisy minutes.
 */
final class FleetWorld implements Source {
  private static final double PAST_SECONDS = 900;
  private static final double PAST_STEP = 10;
  private static final double HALF_LIFE = 600;
  private static final double LATENCY_DRIFT = 0.08;

  private final Scenario scenario;
  private final Fleet fleet;
  private final Chance chance;
  private final Drift latencyDrift;
  private final double[] logSpeeds;
  private final Drift[] bursts;
  private final Past past;
  private double now;

  FleetWorld(Scenario scenario, Fleet fleet, long seed) {
    this.scenario = scenario;
    this.fleet = fleet;
    this.chance = new Chance(seed);
    this.latencyDrift = new Drift(chance, 300);
    this.logSpeeds = new double[fleet.nodes()];
    this.bursts = new Drift[fleet.nodes()];
    for (int node = 0; node < fleet.nodes(); node++) {
      logSpeeds[node] = fleet.speedSpread() * chance.normal();
      bursts[node] = new Drift(chance, fleet.burstSeconds());
    }
    this.past = live();
  }

  @Override
  public Past past() {
    return past;
  }

  @Override
  public double now() {
    return now;
  }

  @Override
  public Tick next(double step) {
    Tick tick = step(now, step, true);
    now += step;
    return tick;
  }

  private Tick step(double start, double step, boolean rolledOut) {
    List<NodeCounts> nodes = new ArrayList<>();
    ArmCounts candidate = ArmCounts.nothing();
    ArmCounts baseline = ArmCounts.nothing();
    for (int node = 0; node < fleet.nodes(); node++) {
      double share = rolledOut ? fleet.shareOf(node) : 0;
      double load = scenario.traffic().rate() * step / fleet.nodes();
      String name = "node-" + node;
      if (share < 1) {
        ArmCounts counts = counts(node, load * (1 - share), false);
        nodes.add(new NodeCounts(name, false, counts));
        baseline = baseline.plus(counts);
      }
      if (share > 0) {
        ArmCounts counts = counts(node, load * share, true);
        nodes.add(new NodeCounts(name, true, counts));
        candidate = candidate.plus(counts);
      }
      bursts[node].advance(step);
    }
    latencyDrift.advance(step);
    shuffle(nodes);
    return new Tick(start, start + step, candidate, baseline, nodes);
  }

  /** Reports come in any order. */
  private void shuffle(List<NodeCounts> nodes) {
    for (int left = nodes.size(); left > 1; left--) {
      Collections.swap(nodes, left - 1, chance.uniform(left));
    }
  }

  private ArmCounts counts(int node, double load, boolean candidate) {
    long requests = chance.poisson(load);
    double rate = fleet.errorRateOf(node) * Math.exp(fleet.burstSpread() * bursts[node].value());
    double errorRate = candidate ? scenario.candidate().errorRate(rate) : rate;
    long errors = scenario.has(Measure.ERRORS) ? chance.binomial(requests, errorRate) : 0;
    Histogram latency = new Histogram();
    if (scenario.has(Measure.LATENCY)) {
      LatencyModel model = candidate ? scenario.changed() : scenario.usual();
      model
          .at(LATENCY_DRIFT * latencyDrift.value() + logSpeeds[node])
          .draw(chance, requests, (bin, count) -> latency.add(Histogram.FIRST + bin, count));
    }
    return new ArmCounts(requests, errors, 0, 0, latency);
  }

  private Past live() {
    double requests = 0;
    double errors = 0;
    SortedMap<Integer, Double> latency = new TreeMap<>();
    List<Tick> before = new ArrayList<>();
    for (double second = -PAST_SECONDS; second < 0; second += PAST_STEP) {
      double weight = Math.pow(2, (second + PAST_STEP) / HALF_LIFE);
      Tick tick = step(second, PAST_STEP, false);
      requests += weight * tick.baseline().requests();
      errors += weight * tick.baseline().errors();
      tick.baseline()
          .latency()
          .toMap()
          .forEach((bin, count) -> latency.merge(bin, weight * count, Double::sum));
      before.add(tick);
    }
    return new Past(requests, errors, 0, 0, latency, before);
  }
}
