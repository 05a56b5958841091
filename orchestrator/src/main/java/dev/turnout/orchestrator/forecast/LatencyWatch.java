package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.statistics.EvidenceRate;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * A latency whose whole distribution is compared, in categories cut at quantiles of the baseline.
 *
 * @param baseline what is usual
 * @param gates at least one
 * @param tolerance slow-down that nobody minds, a ratio, 0 or more
 * @param logBlame evidence with which this metric alone turns back
 * @param logLimit evidence with which a broken limit turns back
 */
record LatencyWatch(
    String name,
    Lognormal baseline,
    List<Gate> gates,
    double tolerance,
    double logBlame,
    double logLimit)
    implements Watch {
  private static final double WORST = 1000;
  private static final double LOG_GROWTH = StrictMath.log(LatencyBins.GROWTH);

  /**
   * A quantile that is gated on.
   *
   * @param quantile in (0, 1)
   * @param margin acceptable slow-down, a ratio
   * @param limitMillis empty for no limit
   */
  record Gate(double quantile, double margin, OptionalDouble limitMillis) {
    /** The margin in whole bins, rounded down: 0 leaves a candidate no room at all. */
    static int bins(double margin) {
      return (int) Math.floor(StrictMath.log1p(margin) / LOG_GROWTH);
    }
  }

  LatencyWatch {
    gates = List.copyOf(gates);
  }

  @Override
  public double usual() {
    return 1;
  }

  @Override
  public double worst() {
    return WORST;
  }

  @Override
  public List<Double> examples() {
    return List.of(1.25, 2.0);
  }

  @Override
  public String usualInWords() {
    return "p50 %s, p99 %s"
        .formatted(Words.millis(baseline.quantile(0.5)), Words.millis(baseline.quantile(0.99)));
  }

  @Override
  public String inContrast(double degree) {
    return inWords(degree);
  }

  @Override
  public List<String> brokenLimits() {
    return gates.stream().flatMap(gate -> broken(gate).stream()).toList();
  }

  private Optional<String> broken(Gate gate) {
    OptionalDouble limit = gate.limitMillis();
    return limit.isPresent()
            && baseline.slowerThan(Categories.edge(limit.getAsDouble())) >= 1 - gate.quantile()
        ? Optional.of(
            "%s of the requests slower than %s"
                .formatted(Words.percent(1 - gate.quantile()), Words.millis(limit.getAsDouble())))
        : Optional.empty();
  }

  @Override
  public String inWords(double degree) {
    return Words.times(degree) + " slower";
  }

  @Override
  public List<Proof> found(double degree) {
    List<Proof> proofs = new ArrayList<>();
    double tolerated =
        StrictMath.exp(Math.ceil(StrictMath.log1p(tolerance) / LOG_GROWTH) * LOG_GROWTH);
    if (degree > tolerated) {
      proofs.add(worse(baseline.times(degree / tolerated)::slowerThan));
    }
    for (Gate gate : gates) {
      gate.limitMillis().ifPresent(limit -> addLimit(gate, limit, degree, proofs));
    }
    return proofs;
  }

  /** Turns back a candidate whose latencies are worse in this way. */
  Proof worse(DoubleUnaryOperator slowerThan) {
    Categories categories = new Categories(baseline);
    double[] slow = categories.shares(slowerThan);
    double[] usual = categories.shares(baseline::slowerThan);
    return new Proof(
        false,
        true,
        (candidates, baselines) -> EvidenceRate.apart(candidates, baselines, slow, usual),
        logBlame + LATENCY_CHOICE + RESTARTS);
  }

  private void addLimit(Gate gate, double limit, double degree, List<Proof> proofs) {
    double allowed = 1 - gate.quantile();
    double slow = baseline.times(degree).slowerThan(Categories.edge(limit));
    if (slow > allowed) {
      proofs.add(
          new Proof(
              false,
              false,
              (candidates, baselines) -> EvidenceRate.against(candidates, slow, allowed),
              logLimit + RATE_CHOICE + RESTARTS));
    }
  }

  @Override
  public List<Proof> passed(double beta) {
    return gates.stream().map(gate -> passed(gate, beta)).toList();
  }

  private Proof passed(Gate gate, double beta) {
    double edge = Categories.edge(baseline.quantile(gate.quantile()));
    double room = StrictMath.exp(Gate.bins(gate.margin()) * LOG_GROWTH);
    double slow = baseline.slowerThan(edge * room);
    double usual = baseline.slowerThan(edge);
    return new Proof(
        false,
        true,
        (candidates, baselines) -> EvidenceRate.apart(candidates, baselines, slow, usual),
        PASS_CHOICE - StrictMath.log(beta));
  }
}
