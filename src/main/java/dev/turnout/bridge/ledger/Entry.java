package dev.turnout.bridge.ledger;

/** A piece of a source's state: of its {@link Ledger}, or of its {@link Questions}. */
public sealed interface Entry {

  String SERIES = "series/";
  String REPORTER = "reporter/";
  String QUESTION = "asked/";
  String POLL = "polled";

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

  /**
   * A question that the last poll asked.
   *
   * @param question names it
   */
  record Asked(String question) implements Entry {
    @Override
    public String key() {
      return QUESTION + question;
    }
  }

  /** A question that is not asked any more. */
  record NotAsked(String question) implements Entry {
    @Override
    public String key() {
      return QUESTION + question;
    }
  }

  /**
   * The last poll.
   *
   * @param atNanos in nanoseconds since 1970
   */
  record Polled(long atNanos) implements Entry {
    @Override
    public String key() {
      return POLL;
    }
  }
}
