package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Distribution.Compare;
import dev.turnout.orchestrator.analysis.QuantileGate;
import dev.turnout.orchestrator.analysis.Rules;
import dev.turnout.orchestrator.statistics.EvidenceRate;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * A latency, or another value of which less is better. The degree is by how much all values grow.
 *
 * @param baseline what is usual; of other values than the latency only the spread counts, and their
 *     limits are not looked at
 * @param categories in which the judge compares it
 */
record DistributionWatch(
    Distribution metric, Lognormal baseline, Categories categories, Stake stake) implements Watch {
  private static final double WORST = 1000;

  static DistributionWatch of(Distribution metric, Lognormal baseline, Stake stake) {
    Categories categories = Categories.of(baseline, metric.alternatives(Rules.CURRENT));
    return new DistributionWatch(metric, baseline, categories, stake);
  }

  @Override
  public String name() {
    return metric.name();
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
    return metric.isLatency()
        ? "p50 %s, p99 %s"
            .formatted(Words.millis(baseline.quantile(0.5)), Words.millis(baseline.quantile(0.99)))
        : "spread like the latency";
  }

  @Override
  public String inWords(double degree) {
    return Words.times(degree) + (metric.isLatency() ? " slower" : " larger");
  }

  @Override
  public String inContrast(double degree) {
    return inWords(degree);
  }

  @Override
  public List<String> brokenLimits() {
    return limits()
        .filter(this::isBroken)
        .map(
            gate ->
                "%s of the requests slower than %s"
                    .formatted(Words.percent(allowed(gate)), Words.millis(gate.limit())))
        .toList();
  }

  @Override
  public List<Proof> found(double degree) {
    List<Proof> proofs = new ArrayList<>();
    double tolerated = ratio(LatencyBins.coveringBins(metric.tolerance()));
    if (degree > tolerated && metric.compare() != Compare.LIMIT) {
      proofs.add(worse(baseline.times(degree / tolerated)::slowerThan));
    }
    limits()
        .filter(gate -> !isBroken(gate) && aboveLimit(gate, degree) > allowed(gate))
        .forEach(gate -> proofs.add(broken(gate, degree)));
    return proofs;
  }

  /** Turns back a candidate whose values are worse in this way. */
  Proof worse(DoubleUnaryOperator above) {
    double[] slow = categories.shares(above);
    double[] usual = categories.shares(baseline::slowerThan);
    double nats =
        metric.compare() == Compare.SHAPE
            ? stake.worseShape()
            : stake.worseQuantile(metric.gates().size());
    return Proof.ofRequests(
        (candidates, baselines) -> EvidenceRate.apart(candidates, baselines, slow, usual), nats);
  }

  private Proof broken(QuantileGate gate, double degree) {
    double slow = aboveLimit(gate, degree);
    return new Proof(
        false,
        false,
        (candidates, baselines) -> EvidenceRate.against(candidates, slow, allowed(gate)),
        stake.brokenLimit());
  }

  @Override
  public List<Proof> passed(double beta) {
    double nats = Stake.goodEnough(beta);
    return metric.gates().stream().map(gate -> Proof.ofRequests(goodEnough(gate), nats)).toList();
  }

  private Growth goodEnough(QuantileGate gate) {
    if (!brokenLimits().isEmpty()) {
      return Growth.NONE;
    }
    if (metric.compare() == Compare.LIMIT) {
      double slow = aboveLimit(gate, 1);
      return (candidates, baselines) -> EvidenceRate.against(candidates, slow, allowed(gate));
    }
    double edge = Categories.edge(baseline.quantile(gate.quantile()));
    double slow = baseline.slowerThan(edge * ratio(LatencyBins.wholeBins(gate.margin())));
    double usual = baseline.slowerThan(edge);
    return (candidates, baselines) -> EvidenceRate.apart(candidates, baselines, slow, usual);
  }

  /** Both arms break it, which is an incident and nobody's fault. */
  private boolean isBroken(QuantileGate gate) {
    return aboveLimit(gate, 1) >= allowed(gate);
  }

  private Stream<QuantileGate> limits() {
    return metric.gates().stream().filter(gate -> metric.isLatency() && gate.hasLimit());
  }

  private double aboveLimit(QuantileGate gate, double degree) {
    return baseline.times(degree).slowerThan(Categories.edge(gate.limit()));
  }

  private static double allowed(QuantileGate gate) {
    return 1 - gate.quantile();
  }

  private static double ratio(int bins) {
    return StrictMath.pow(LatencyBins.GROWTH, bins);
  }
}
