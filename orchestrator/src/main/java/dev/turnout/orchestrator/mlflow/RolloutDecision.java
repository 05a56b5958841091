package dev.turnout.orchestrator.mlflow;

import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Instant;
import java.util.Optional;

/**
 * What the journal says about which version is live.
 *
 * @param model of the rollout
 * @param rolloutId the attempt
 * @param kind what it means for the live version
 * @param outcome how the attempt stands, as its users read it: {@code Switched}, {@code Promoted},
 *     {@code RolledBack}, ...
 * @param mark the journal's entry in which it was decided
 * @param candidate the attempt's new version
 * @param stable the version before; empty for the first version of a model
 */
record RolloutDecision(
    String model,
    String rolloutId,
    Kind kind,
    String outcome,
    Mark mark,
    VersionRef candidate,
    Optional<VersionRef> stable) {

  static final String SWITCHED = "Switched";

  /** What a decision means for the live version. */
  enum Kind {
    /** The candidate has all traffic: it is live, and bakes or is promoted. */
    LIVE,
    /** The traffic is the stable version's, or goes back to it. */
    BACK
  }

  /**
   * An entry of the journal, as it stands in a tag: {@code 2026-01-01T00:00:00Z/17/9f86...}.
   *
   * @param at when it was decided
   * @param sequence number of the entry within its model's journal
   * @param hash seal of the entry, hexadecimal
   */
  record Mark(Instant at, long sequence, String hash) implements Comparable<Mark> {
    @Override
    public int compareTo(Mark other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }

    /** The mark of a tag; empty if somebody else wrote it. */
    static Optional<Mark> parse(String text) {
      String[] parts = text.split("/", -1);
      if (parts.length != 3) {
        return Optional.empty();
      }
      try {
        return Optional.of(new Mark(Instant.parse(parts[0]), Long.parseLong(parts[1]), parts[2]));
      } catch (java.time.DateTimeException | NumberFormatException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return "%s/%d/%s".formatted(at, sequence, hash);
    }
  }
}
