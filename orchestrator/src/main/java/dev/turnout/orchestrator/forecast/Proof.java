package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.BlockRule;
import java.time.Duration;
import java.util.List;

/**
 * Evidence that must reach an amount before the judge acts.
 *
 * @param labels whether it is drawn from labels; else from requests
 * @param blockwise whether it is drawn from blocks of both arms; else from each report of one
 * @param growth in nats per second
 * @param nats amount
 */
record Proof(boolean labels, boolean blockwise, Growth growth, double nats) {
  /** Agents report once a second. */
  static final double REPORT_SECONDS = 1;

  /** From blocks of both arms' requests. */
  static Proof ofRequests(Growth growth, double nats) {
    return new Proof(false, true, growth, nats);
  }

  /**
   * Seconds since the candidate's first request, infinite if never; half of the rollouts are
   * faster.
   */
  double reachedAt(Flows flows, BlockRule rule) {
    Flow flow = labels ? flows.labels() : flows.requests();
    double at = flow.timeTo(nats, growth);
    if (Double.isInfinite(at)) {
      return at;
    }
    Flow.Piece piece = flow.at(at);
    double block =
        blockwise
            ? blockSeconds(rule, Math.min(piece.candidate(), piece.baseline()))
            : REPORT_SECONDS;
    double from = flow.startsAt();
    return from + block * Math.max(1, Math.rint((at - from) / block));
  }

  /** How long a block stays open when its smaller arm gets this many outcomes per second. */
  static double blockSeconds(BlockRule rule, double perSecond) {
    double patient = seconds(rule.patient());
    double longest = seconds(rule.longest());
    double full = rule.enough() / perSecond;
    double age = full <= patient ? full : Math.max(patient, 1 / perSecond);
    return Math.min(Math.max(age, REPORT_SECONDS), longest);
  }

  /** When the first of these is reached. */
  static double first(List<Proof> proofs, Flows flows, BlockRule rule) {
    return proofs.stream()
        .mapToDouble(proof -> proof.reachedAt(flows, rule))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** When all of these are reached. */
  static double last(List<Proof> proofs, Flows flows, BlockRule rule) {
    return proofs.stream().mapToDouble(proof -> proof.reachedAt(flows, rule)).max().orElse(0);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
