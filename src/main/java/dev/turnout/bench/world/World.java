package dev.turnout.bench.world;

import dev.turnout.bench.chance.Categories;
import dev.turnout.bench.chance.Chance;
import dev.turnout.bench.chance.Drift;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One simulated rollout, step by step, after ten minutes of the baseline alone. Traffic goes up and
 * down within the day and the minute; error rate, share of wrong predictions and latency wander,
 * for both arms alike. A fifth of the requests gets a label, after two minutes on average.
 */
final class World implements Source {
  private static final double PAST_SECONDS = 600;
  private static final double PAST_STEP = 10;
  private static final double HALF_LIFE = 600;

  private static final double DAY = 86_400;
  private static final double DAILY_SWING = 0.3;
  private static final double ERROR_RATE = 0.001;
  private static final double WRONG_RATE = 0.05;
  private static final double LABELLED = 0.2;
  private static final double LABEL_DELAY = 120;
  private static final double LATENCY_DRIFT = 0.08;

  private final Scenario scenario;
  private final Chance chance;
  private final double dayPhase;
  private final Drift trafficDrift;
  private final Drift errorDrift;
  private final Drift wrongDrift;
  private final Drift latencyDrift;
  private final Past past;
  private double now;

  World(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.chance = new Chance(seed);
    this.dayPhase = 2 * Math.PI * chance.uniform();
    this.trafficDrift = new Drift(chance, 60);
    this.errorDrift = new Drift(chance, 300);
    this.wrongDrift = new Drift(chance, 600);
    this.latencyDrift = new Drift(chance, 300);
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
    double load = load(now) * step;
    double share = scenario.traffic().shareAt(now);
    double errorRate = errorRate() * scenario.traffic().errorTimesAt(now);
    double wrongRate = wrongRate();
    Candidate good = scenario.candidate();
    boolean differs = good.differsAt(now);
    ArmCounts candidate =
        arm(
            load * share,
            differs ? good.errorRate(errorRate) : errorRate,
            differs ? good.wrongRate(wrongRate) : wrongRate,
            scenario.steady() ? 1 : 1 - Math.exp(-(now + step / 2) / LABEL_DELAY),
            scenario.candidateLatencyAt(now));
    ArmCounts baseline = arm(load * (1 - share), errorRate, wrongRate, 1, scenario.usual());
    Tick tick = new Tick(now, now + step, candidate, baseline);
    drift(step);
    now += step;
    return tick;
  }

  private ArmCounts arm(
      double load, double errorRate, double wrongRate, double labelsIn, LatencyModel latency) {
    long requests = chance.poisson(load);
    long errors = scenario.has(Measure.ERRORS) ? chance.binomial(requests, errorRate) : 0;
    long labels = scenario.has(Measure.ACCURACY) ? chance.poisson(load * LABELLED * labelsIn) : 0;
    double wrong =
        scenario.graded()
            ? 0.5 * chance.binomial(labels, 2 * wrongRate)
            : chance.binomial(labels, wrongRate);
    Histogram histogram = new Histogram();
    if (scenario.has(Measure.LATENCY)) {
      Categories bins = latency.at(LATENCY_DRIFT * of(latencyDrift));
      bins.draw(chance, requests, (bin, count) -> histogram.add(Histogram.FIRST + bin, count));
    }
    return new ArmCounts(requests, errors, labels, wrong, histogram);
  }

  private double errorRate() {
    return ERROR_RATE * Math.exp(0.3 * of(errorDrift));
  }

  private double wrongRate() {
    return WRONG_RATE * Math.exp(0.1 * of(wrongDrift));
  }

  private double of(Drift drift) {
    return scenario.steady() ? 0 : drift.value();
  }

  private double load(double second) {
    if (scenario.steady()) {
      return scenario.traffic().rate();
    }
    double daily = 1 + DAILY_SWING * Math.sin(2 * Math.PI * second / DAY + dayPhase);
    return scenario.traffic().rate() * daily * Math.exp(0.1 * trafficDrift.value());
  }

  private void drift(double step) {
    trafficDrift.advance(step);
    errorDrift.advance(step);
    wrongDrift.advance(step);
    latencyDrift.advance(step);
  }

  /** Ten minutes of the baseline, with the share that it will keep. */
  private Past live() {
    double requests = 0;
    double errors = 0;
    double labels = 0;
    double wrong = 0;
    SortedMap<Integer, Double> latency = new TreeMap<>();
    for (double second = -PAST_SECONDS; second < 0; second += PAST_STEP) {
      double weight = Math.pow(2, (second + PAST_STEP) / HALF_LIFE);
      double load = load(second) * (1 - scenario.traffic().share()) * PAST_STEP;
      ArmCounts counts = arm(load, errorRate(), wrongRate(), 1, scenario.usual());
      drift(PAST_STEP);
      requests += weight * counts.requests();
      errors += weight * counts.errors();
      labels += weight * counts.labels();
      wrong += weight * counts.wrong();
      counts
          .latency()
          .toMap()
          .forEach((bin, count) -> latency.merge(bin, weight * count, Double::sum));
    }
    return new Past(requests, errors, labels, wrong, latency);
  }
}
