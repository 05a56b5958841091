package dev.turnout.bridge.ledger;

/** What became of a reading. */
public enum Fate {
  /** Counted, with what it added. */
  COUNTED,
  /** The first of a series that had counted before: it shows where the series stands. */
  BASELINE,
  /** It came before, or a later one did that said the same and more. */
  LATE,
  /** It shrank although it says that it went on: two write under one name. Taken as a baseline. */
  CONTRADICTED,
  /** It cannot be what the rule says. */
  REFUSED,
  /** No rule wants it. */
  UNMATCHED
}
