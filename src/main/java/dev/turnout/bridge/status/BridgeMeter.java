package dev.turnout.bridge.status;

import dev.turnout.status.ExposedMeter;
import java.util.List;

/** Every metric of the bridge. */
public enum BridgeMeter implements ExposedMeter {
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

  private final Text text;

  BridgeMeter(String name, String description, String... tags) {
    text = new Text(name, description, List.of(tags));
  }

  @Override
  public Text text() {
    return text;
  }
}
