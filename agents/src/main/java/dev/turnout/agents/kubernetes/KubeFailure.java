package dev.turnout.agents.kubernetes;

/** The API server did not do what it was asked for, or did not answer. */
public final class KubeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int NO_ANSWER = 0;

  private final int status;

  KubeFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  KubeFailure(String message, Throwable cause) {
    super(message, cause);
    this.status = NO_ANSWER;
  }

  /** Whether there is no such object. */
  public boolean isMissing() {
    return status == 404;
  }

  /**
   * Whether the object is not what the patch was made for (409, or 422 when a {@code test} of a
   * JSON patch failed), so that reading it again may help.
   */
  public boolean isConflict() {
    return status == 409 || status == 422;
  }

  /** Whether nobody knows what became of the request. */
  public boolean isUnanswered() {
    return status == NO_ANSWER;
  }
}
