package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.orchestrator.statistics.EvidenceRate;
import java.util.ArrayList;
import java.util.List;

/**
 * A share of bad outcomes: failed requests, wrong answers.
 *
 * @param usual the baseline's bad rate, in (0, 1)
 */
record ShareWatch(Rate metric, double usual, Stake stake) implements Watch {
  private static final double WORST = 0.999;
  private static final double MILD = 2;
  private static final double BAD = 10;
  private static final double BAD_SCORE = 4;

  @Override
  public String name() {
    return metric.name();
  }

  @Override
  public double worst() {
    return WORST;
  }

  @Override
  public List<Double> examples() {
    return List.of(times(MILD), times(isScore() ? BAD_SCORE : BAD));
  }

  private double times(double factor) {
    return Math.min(factor * usual, WORST);
  }

  private boolean isScore() {
    return metric.source().kind() == RateSource.Kind.SCORE;
  }

  @Override
  public String usualInWords() {
    return inWords(usual);
  }

  @Override
  public String inWords(double degree) {
    return Words.percent(degree) + " " + metric.source().badWord();
  }

  @Override
  public String inContrast(double degree) {
    return "%s instead of %s".formatted(Words.percent(degree), usualInWords());
  }

  @Override
  public List<String> brokenLimits() {
    return usual >= metric.limit() ? List.of(inWords(metric.limit())) : List.of();
  }

  @Override
  public List<Proof> found(double degree) {
    List<Proof> proofs = new ArrayList<>();
    if (degree > usual && metric.compared()) {
      proofs.add(
          new Proof(
              isScore(),
              true,
              (candidates, baselines) ->
                  EvidenceRate.worseBy(metric.tolerance(), candidates, baselines, degree, usual),
              stake.worseRate()));
    }
    if (degree > metric.limit() && brokenLimits().isEmpty()) {
      proofs.add(
          new Proof(
              isScore(),
              false,
              (candidates, baselines) -> EvidenceRate.against(candidates, degree, metric.limit()),
              stake.brokenLimit()));
    }
    return proofs;
  }

  @Override
  public List<Proof> passed(double beta) {
    Growth growth = brokenLimits().isEmpty() ? this::goodEnough : Growth.NONE;
    return List.of(new Proof(isScore(), true, growth, Stake.goodEnough(beta)));
  }

  private double goodEnough(double candidates, double baselines) {
    if (metric.compared()) {
      return EvidenceRate.notWorseBy(metric.margin(), candidates, baselines, usual, usual);
    }
    return EvidenceRate.against(candidates, usual, metric.limit());
  }
}
