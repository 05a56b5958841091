package dev.turnout.agents.router;

/** A data plane could not be read or changed; what was in force stays in force. */
public final class RouterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RouterException(String message) {
    super(message);
  }

  public RouterException(String message, Throwable cause) {
    super(message, cause);
  }
}
