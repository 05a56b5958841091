package dev.turnout.bridge.ledger;

/** A piece of a {@link Ledger}'s state. */
public sealed interface Entry {

  String SERIES = "series/";
  String REPORTER = "reporter/";

  /** Under which it is kept; a later one of the same key replaces it. */
  String key();

  /** How far a series has been counted. */
  record OfSeries(String id, Series state) implements Entry {
    @Override
    public String key() {
      return SERIES + id;
    }
  }

  /** A series that is not followed any more. */
  record Forgotten(String id) implements Entry {
    @Override
    public String key() {
      return SERIES + id;
    }
  }

  /** A reporter's counters after its last report. */
  record OfReporter(ReporterState state) implements Entry {
    @Override
    public String key() {
      return REPORTER + state.model() + "/" + state.node();
    }
  }
}
