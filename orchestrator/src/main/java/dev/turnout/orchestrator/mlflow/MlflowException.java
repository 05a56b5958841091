package dev.turnout.orchestrator.mlflow;

/** MLflow did not do what it was asked; the message says what was asked and what came. */
public final class MlflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What can be done about it. */
  public enum Kind {
    /** It is away, busy, or does not take our word for who we are: the same may go well later. */
    TRANSIENT,
    /** What is asked for is not there. */
    MISSING,
    /** It will never do it. */
    REFUSED
  }

  private final Kind kind;

  MlflowException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  MlflowException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What can be done about it. */
  public Kind kind() {
    return kind;
  }
}
