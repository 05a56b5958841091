package dev.turnout.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A document that cannot be used, with every mistake in it; the message has one line for each. */
public final class InvalidDocument extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidDocument(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of their places. */
  public List<Problem> problems() {
    return problems;
  }
}
