package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.JudgeSnapshot.NodeState;
import dev.turnout.orchestrator.analysis.JudgeSnapshot.NodesState;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which nodes report which arm, when they were last heard, and which are warm. */
final class Nodes {
  private final WarmUp warmUp;
  private final Staleness staleness;
  private final SortedMap<String, NodeState> candidate;
  private final SortedMap<String, Instant> baseline;

  private Instant heardAt;
  private Instant resumedAt;

  Nodes(AnalysisSpec spec, NodesState state) {
    this.warmUp = spec.warmUp();
    this.staleness = spec.staleness();
    this.candidate = new TreeMap<>(state.candidate());
    this.baseline = new TreeMap<>(state.baseline());
    this.heardAt = state.heardAt();
    this.resumedAt = state.resumedAt();
  }

  /** Notes a report and gives the counts in it that are judged. */
  Counts heard(Arm arm, String node, Counts counts, Instant at) {
    if (Duration.between(heardAt, at).compareTo(staleness.after()) >= 0) {
      resumedAt = at;
    }
    heardAt = at;
    if (arm == Arm.BASELINE) {
      baseline.put(node, at);
      forgetGone(at);
      return counts;
    }
    boolean warm = isWarmNow(node, counts.requests(), at);
    forgetGone(at);
    return warm ? counts : counts.labels();
  }

  /**
   * A few nodes that stay away while the others report were replaced: remembered for ever, they
   * would outnumber those that live.
   */
  private void forgetGone(Instant at) {
    Instant limit = at.minus(staleness.rollbackAfter().multipliedBy(2));
    if (resumedAt.isAfter(limit)) {
      return;
    }
    if (!isStale(Arm.CANDIDATE, at)) {
      candidate.values().removeIf(node -> node.seenAt().isBefore(limit));
    }
    if (!isStale(Arm.BASELINE, at)) {
      baseline.values().removeIf(seen -> seen.isBefore(limit));
    }
  }

  private boolean isWarmNow(String node, long requests, Instant at) {
    NodeState known = candidate.getOrDefault(node, new NodeState(at, at, 0, false));
    boolean warm = known.warm() || isWarm(known, at);
    Instant first = known.requests() == 0 ? at : known.firstRequestAt();
    long counted = warm ? known.requests() : known.requests() + requests;
    candidate.put(node, new NodeState(at, first, counted, warm));
    return warm;
  }

  private boolean isWarm(NodeState node, Instant at) {
    Duration since =
        node.requests() == 0 ? Duration.ZERO : Duration.between(node.firstRequestAt(), at);
    return node.requests() >= warmUp.requests() && since.compareTo(warmUp.time()) >= 0;
  }

  boolean hasReported(Arm arm) {
    return size(arm) > 0;
  }

  /** Too many of the nodes that ever reported this arm have been silent for too long. */
  boolean isStale(Arm arm, Instant at) {
    return isSilent(arm, at, staleness.after());
  }

  /** The candidate has been silent for so long that it is given up. */
  boolean isLost(Instant at) {
    return isSilent(Arm.CANDIDATE, at, staleness.rollbackAfter());
  }

  String silence(Instant at, Duration silence) {
    return "no report of the candidate from %s of %s nodes for %s s"
        .formatted(silent(Arm.CANDIDATE, at, silence), size(Arm.CANDIDATE), silence.toSeconds());
  }

  private boolean isSilent(Arm arm, Instant at, Duration silence) {
    return silent(arm, at, silence) > staleness.nodes() * size(arm);
  }

  private int size(Arm arm) {
    return arm == Arm.CANDIDATE ? candidate.size() : baseline.size();
  }

  /** After a time in which nobody was heard everybody gets the full silence once more. */
  private long silent(Arm arm, Instant at, Duration silence) {
    Instant limit = at.minus(silence);
    if (resumedAt.isAfter(limit)) {
      return 0;
    }
    return arm == Arm.CANDIDATE
        ? candidate.values().stream().filter(node -> !node.seenAt().isAfter(limit)).count()
        : baseline.values().stream().filter(seen -> !seen.isAfter(limit)).count();
  }

  NodesState state() {
    return new NodesState(candidate, baseline, heardAt, resumedAt);
  }
}
