package dev.turnout.bridge.ledger;

/** Of which time a reading tells. */
public enum Temporality {
  /** From the series' start until now. */
  CUMULATIVE,
  /** Since the reading before. */
  DELTA
}
