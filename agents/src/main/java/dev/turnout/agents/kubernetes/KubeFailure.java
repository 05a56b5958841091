package dev.turnout.agents.kubernetes;

/** The API server did not do what it was asked for, or did not answer. */
public final class KubeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What kind of failure it is, for those who can do something about it. */
  enum Kind {
    MISSING,
    CONFLICT,
    AWAY,
    OTHER
  }

  KubeFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  KubeFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whether there is no such object. */
  public boolean isMissing() {
    return kind == Kind.MISSING;
  }

  /** Whether the object is not what the patch was made for, so that reading it again may help. */
  public boolean isConflict() {
    return kind == Kind.CONFLICT;
  }

  /** Whether the server is away or overloaded: whether it did anything is not known. */
  public boolean isAway() {
    return kind == Kind.AWAY;
  }
}
