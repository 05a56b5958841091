package dev.turnout.bench.decision;

/** What had to come did not come. */
public final class LostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostException(String message) {
    super(message);
  }
}
