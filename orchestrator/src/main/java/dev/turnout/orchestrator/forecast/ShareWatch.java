package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.statistics.EvidenceRate;
import java.util.ArrayList;
import java.util.List;

/**
 * A share of bad outcomes: failed requests, wrong answers.
 *
 * @param labels whether the outcomes are labels
 * @param usual the baseline's bad rate, in (0, 1)
 * @param margin acceptable worsening, absolute
 * @param badLimit largest acceptable bad rate, 1 for none
 * @param badTimes the bad example, as a multiple of the usual rate
 * @param badWord what a bad outcome is
 * @param logBlame evidence with which this metric alone turns back
 * @param logLimit evidence with which a broken limit turns back
 */
record ShareWatch(
    String name,
    boolean labels,
    double usual,
    double margin,
    double badLimit,
    double badTimes,
    String badWord,
    double logBlame,
    double logLimit)
    implements Watch {
  private static final double WORST = 0.999;

  @Override
  public double worst() {
    return WORST;
  }

  @Override
  public List<Double> examples() {
    return List.of(atMost(2 * usual), atMost(badTimes * usual));
  }

  @Override
  public String usualInWords() {
    return inWords(usual);
  }

  @Override
  public String inContrast(double degree) {
    return "%s instead of %s".formatted(Words.percent(degree), usualInWords());
  }

  @Override
  public List<String> brokenLimits() {
    return usual >= badLimit ? List.of(inWords(badLimit)) : List.of();
  }

  @Override
  public String inWords(double degree) {
    return Words.percent(degree) + " " + badWord;
  }

  @Override
  public List<Proof> found(double degree) {
    List<Proof> proofs = new ArrayList<>();
    if (degree <= usual) {
      return proofs;
    }
    proofs.add(
        new Proof(
            labels,
            true,
            (candidates, baselines) -> EvidenceRate.apart(candidates, baselines, degree, usual),
            logBlame + RATE_CHOICE + RESTARTS));
    if (degree > badLimit) {
      proofs.add(
          new Proof(
              labels,
              false,
              (candidates, baselines) -> EvidenceRate.against(candidates, degree, badLimit),
              logLimit + RATE_CHOICE + RESTARTS));
    }
    return proofs;
  }

  @Override
  public List<Proof> passed(double beta) {
    return List.of(
        new Proof(
            labels,
            true,
            (candidates, baselines) ->
                EvidenceRate.notWorseBy(margin, candidates, baselines, usual, usual),
            PASS_CHOICE - StrictMath.log(beta)));
  }

  private static double atMost(double rate) {
    return Math.min(rate, WORST);
  }
}
