package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.WarmUp;
import java.util.ArrayList;
import java.util.List;

/**
 * The judged outcomes per second of both arms over a rollout, in pieces within which they stay.
 *
 * @param pieces in order of time, from 0 on without gaps; the last has no end
 */
record Flow(List<Piece> pieces) {
  private static final int STEPS_PER_DELAY = 16;
  private static final int DELAYS = 12;

  /**
   * @param from seconds since the candidate's first request
   * @param to seconds
   */
  record Piece(double from, double to, double candidate, double baseline) {}

  Flow {
    pieces = List.copyOf(pieces);
  }

  /** Requests: the candidate's count once its nodes are warm. */
  static Flow ofRequests(Traffic traffic, WarmUp warmUp, List<Span> spans) {
    double warmAt = warmAt(traffic, warmUp, spans);
    List<Piece> pieces = new ArrayList<>();
    double from = 0;
    for (Span span : spans) {
      double to = from + span.seconds();
      double candidate = span.weight() * traffic.requestsPerSecond();
      double baseline = span.baseline() * traffic.requestsPerSecond();
      if (warmAt > from && warmAt < to) {
        pieces.add(new Piece(from, warmAt, 0, baseline));
        pieces.add(new Piece(warmAt, to, candidate, baseline));
      } else {
        pieces.add(new Piece(from, to, warmAt >= to ? 0 : candidate, baseline));
      }
      from = to;
    }
    return new Flow(pieces);
  }

  /** Labels: they follow the requests late, so those of the candidate are missing at first. */
  static Flow ofLabels(Traffic traffic, List<Span> spans) {
    double all = traffic.labelled() * traffic.requestsPerSecond();
    double delay = traffic.labelDelay().toMillis() / 1000.0;
    List<Piece> pieces = new ArrayList<>();
    double candidate = 0;
    double from = 0;
    for (Span span : spans) {
      double target = span.weight() * all;
      double whole = (span.weight() + span.baseline()) * all;
      double end = from + span.seconds();
      double settled = delay > 0 ? Math.min(end, from + DELAYS * delay) : from;
      double at = from;
      while (at < settled) {
        double next = Math.min(settled, at + delay / STEPS_PER_DELAY);
        double later = target + (candidate - target) * StrictMath.exp(-(next - at) / delay);
        double mean = (candidate + later) / 2;
        pieces.add(new Piece(at, next, mean, whole - mean));
        candidate = later;
        at = next;
      }
      if (settled < end) {
        pieces.add(new Piece(settled, end, target, whole - target));
        candidate = target;
      }
      from = end;
    }
    return new Flow(pieces);
  }

  /** Seconds until every node has had the candidate for long enough, infinite if never. */
  static double warmAt(Traffic traffic, WarmUp warmUp, List<Span> spans) {
    double least = warmUp.time().toMillis() / 1000.0;
    double missing = (double) warmUp.requests() * traffic.nodes();
    double from = 0;
    for (Span span : spans) {
      double perSecond = span.weight() * traffic.requestsPerSecond();
      if (missing <= 0) {
        return least;
      }
      if (perSecond * span.seconds() >= missing) {
        return Math.max(least, from + missing / perSecond);
      }
      missing -= perSecond * span.seconds();
      from += span.seconds();
    }
    return missing <= 0 ? least : Double.POSITIVE_INFINITY;
  }

  /** Seconds until a sum that grows with both arms reaches an amount, infinite if never. */
  double timeTo(double amount, Growth growth) {
    double missing = amount;
    for (Piece piece : pieces) {
      double perSecond = growth.perSecond(piece.candidate(), piece.baseline());
      double gain = perSecond > 0 ? perSecond * (piece.to() - piece.from()) : 0;
      if (gain >= missing) {
        return piece.from() + missing / perSecond;
      }
      missing -= gain;
    }
    return Double.POSITIVE_INFINITY;
  }

  /** When the first outcome of the candidate is judged. */
  double startsAt() {
    return pieces.stream()
        .filter(piece -> piece.candidate() > 0)
        .mapToDouble(Piece::from)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The piece that a time falls into. */
  Piece at(double seconds) {
    return pieces.stream()
        .filter(piece -> seconds < piece.to())
        .findFirst()
        .orElse(pieces.get(pieces.size() - 1));
  }
}
