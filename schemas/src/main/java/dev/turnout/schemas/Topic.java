package dev.turnout.schemas;

import static dev.turnout.schemas.Role.AGENT;
import static dev.turnout.schemas.Role.API;
import static dev.turnout.schemas.Role.AUDITOR;
import static dev.turnout.schemas.Role.BRIDGE;
import static dev.turnout.schemas.Role.NOTIFIER;
import static dev.turnout.schemas.Role.OPERATOR;
import static dev.turnout.schemas.Role.ORCHESTRATOR;
import static dev.turnout.schemas.Role.PIPELINE;

import java.util.EnumSet;
import java.util.Set;

/**
 * One of the topics: seven that every installation has, and those of parts that some have. All have
 * the same number of partitions and are keyed by model, so that partition <i>p</i> of every topic
 * holds the same models and belongs to one orchestrator.
 */
public enum Topic {
  /**
   * The orchestrator writes ticks here, which carry the broker's time to a partition without other
   * input.
   */
  COMMANDS(
      "commands",
      Cleanup.KEEP_FOR_EVER,
      Set.of(PIPELINE, ORCHESTRATOR, API, OPERATOR),
      Set.of(ORCHESTRATOR, API, AUDITOR)),
  METRICS(
      "metrics",
      Cleanup.EXPIRE,
      Set.of(AGENT, PIPELINE, API, BRIDGE, OPERATOR),
      Set.of(ORCHESTRATOR, API, AUDITOR)),
  AGENTS("agents", Cleanup.EXPIRE, Set.of(AGENT, OPERATOR), Set.of(ORCHESTRATOR, API, AUDITOR)),
  ROUTES("routes", Cleanup.COMPACT, Set.of(ORCHESTRATOR), Set.of(ORCHESTRATOR, AGENT, AUDITOR)),
  JOURNAL(
      "journal",
      Cleanup.KEEP_FOR_EVER,
      Set.of(ORCHESTRATOR),
      Set.of(ORCHESTRATOR, API, PIPELINE, NOTIFIER, AUDITOR)),
  ROLLOUTS(
      "rollouts",
      Cleanup.COMPACT,
      Set.of(ORCHESTRATOR),
      Set.of(ORCHESTRATOR, API, PIPELINE, BRIDGE, AUDITOR)),
  DEAD_LETTERS(
      "dead-letters",
      Cleanup.EXPIRE,
      Set.of(ORCHESTRATOR, AGENT, BRIDGE, NOTIFIER, OPERATOR),
      Set.of(API, AUDITOR, OPERATOR)),
  /** How far a bridge has counted; private to it. */
  BRIDGE_STATE("bridge", Cleanup.COMPACT, Set.of(BRIDGE), Set.of(BRIDGE)),
  /** CloudEvents for whoever wants to hear what happens. */
  NOTIFICATIONS("notifications", Cleanup.EXPIRE, Set.of(NOTIFIER), Set.of(PIPELINE));

  /** What the broker does with old records. */
  public enum Cleanup {
    /** Nothing is ever removed: the topic is history that is replayed. */
    KEEP_FOR_EVER("delete"),
    /** Removed when older than the retention time. */
    EXPIRE("delete"),
    /** The newest record of every key stays. */
    COMPACT("compact");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    /** The value of {@code cleanup.policy}. */
    public String policy() {
      return policy;
    }
  }

  private final String suffix;
  private final Cleanup cleanup;
  private final Set<Role> writers;
  private final Set<Role> readers;

  Topic(String suffix, Cleanup cleanup, Set<Role> writers, Set<Role> readers) {
    this.suffix = suffix;
    this.cleanup = cleanup;
    this.writers = writers;
    this.readers = readers;
  }

  /** The topics that every installation has. */
  public static Set<Topic> required() {
    return EnumSet.complementOf(EnumSet.of(BRIDGE_STATE, NOTIFICATIONS));
  }

  /** Whether only those have it who run the part that writes it. */
  public boolean isOptional() {
    return this == BRIDGE_STATE || this == NOTIFICATIONS;
  }

  /** The name without the prefix of the installation, such as {@code dead-letters}. */
  public String suffix() {
    return suffix;
  }

  public Cleanup cleanup() {
    return cleanup;
  }

  public Set<Role> writers() {
    return writers;
  }

  public Set<Role> readers() {
    return readers;
  }

  /** The Avro record that a value is, or what else it is; in words, for people. */
  public String value() {
    return switch (this) {
      case COMMANDS -> "RolloutCommand";
      case METRICS -> "MetricReport";
      case AGENTS -> "AgentReport";
      case ROUTES -> "RouteTable";
      case JOURNAL -> "JournalEntry";
      case ROLLOUTS -> "RolloutState";
      case DEAD_LETTERS -> "as it came";
      case BRIDGE_STATE -> "private";
      case NOTIFICATIONS -> "CloudEvents in JSON";
    };
  }

  /** What the key of a record is; in words, for people. */
  public String key() {
    return switch (this) {
      case DEAD_LETTERS -> "as it came";
      case BRIDGE_STATE -> "private";
      default -> "model";
    };
  }
}
