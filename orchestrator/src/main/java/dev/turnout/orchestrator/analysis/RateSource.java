package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;

/**
 * What the bad outcomes of a {@link Rate} are.
 *
 * @param kind of what they are a share
 * @param name the name under which reports carry them; empty for errors
 */
public record RateSource(Kind kind, String name) {
  public static final RateSource ERRORS = new RateSource(Kind.ERRORS, "");

  public enum Kind {
    /** Failed requests among all requests. */
    ERRORS("failed"),
    /** Badness of labelled answers, such as wrong predictions. */
    SCORE("wrong"),
    /** Requests on which something named happened, at most once on each. */
    COUNT("counted");

    private final String badWord;

    Kind(String badWord) {
      this.badWord = badWord;
    }
  }

  public RateSource {
    if ((kind == Kind.ERRORS) != name.isBlank()) {
      throw new IllegalArgumentException(
          "Expected a name for everything but errors, but got %s '%s' (write the name under which reports carry it, such as accuracy)"
              .formatted(kind, name));
    }
    if (kind != Kind.ERRORS) {
      Expect.present("a name of what reports carry", name, "'accuracy'");
    }
  }

  /** What a bad outcome is, as in "3 % failed". */
  public String badWord() {
    return kind.badWord;
  }
}
