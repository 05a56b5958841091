package dev.turnout.bridge.status;

import java.util.List;

/** Every metric of the bridge. */
public enum BridgeMeter {
  READINGS(
      "turnout.bridge.readings",
      "Readings of series, a count; the fate is counted, baseline, late, contradicted, refused or unmatched",
      "source",
      "fate"),
  REPORTS("turnout.bridge.reports", "Metric reports written, a count", "source"),
  LETTERS(
      "turnout.bridge.dead.letters",
      "Records of the source that were no metrics, taken to the dead letters, a count",
      "source"),
  FAILURES(
      "turnout.bridge.failures",
      "Times that the source or the bus did not answer as it must, a count",
      "source"),
  SERIES("turnout.bridge.series", "Series that are followed, a count", "source"),
  UP("turnout.bridge.up", "Whether the source gives data now: 1 or 0", "source");

  private final String meterName;
  private final String description;
  private final List<String> tags;

  BridgeMeter(String meterName, String description, String... tags) {
    this.meterName = meterName;
    this.description = description;
    this.tags = List.of(tags);
  }

  /** The name; Prometheus writes its dots as underscores and adds {@code _total} to counters. */
  public String meterName() {
    return meterName;
  }

  public String description() {
    return description;
  }

  /** Names of its tags, in order. */
  public List<String> tags() {
    return tags;
  }
}
