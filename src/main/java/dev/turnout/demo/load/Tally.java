package dev.turnout.demo.load;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts replies by version. Safe for threads. */
public final class Tally {
  private final Clock clock;
  private final Map<String, VersionTally> versions = new TreeMap<>();
  private final Map<String, Long> lost = new TreeMap<>();

  public Tally(Clock clock) {
    this.clock = clock;
  }

  synchronized void count(String version, Reply reply, Duration took) {
    VersionTally before = versions.getOrDefault(version, VersionTally.NONE);
    versions.put(version, before.with(reply, took, clock.instant()));
  }

  /**
   * @param how in few words that are the same for requests that were lost in the same way
   */
  synchronized void countLost(String how) {
    lost.merge(how, 1L, Long::sum);
  }

  /** In which ways requests were lost, each with its count. */
  public synchronized Map<String, Long> losses() {
    return Map.copyOf(lost);
  }

  /** What was counted until now. */
  public synchronized Counted counted() {
    return new Counted(
        Map.copyOf(versions), lost.values().stream().mapToLong(Long::longValue).sum());
  }

  /** The replies of one version until now. */
  public VersionTally of(String version) {
    return counted().of(version);
  }

  /**
   * Replies at one moment.
   *
   * @param versions by version
   * @param lost requests that no version answered
   */
  public record Counted(Map<String, VersionTally> versions, long lost) {
    public VersionTally of(String version) {
      return versions.getOrDefault(version, VersionTally.NONE);
    }

    /** Answers with a prediction, of all versions. */
    public long served() {
      return versions.values().stream().mapToLong(VersionTally::served).sum();
    }

    /** Errors that a version answered. */
    public long failed() {
      return versions.values().stream().mapToLong(VersionTally::failed).sum();
    }
  }
}
