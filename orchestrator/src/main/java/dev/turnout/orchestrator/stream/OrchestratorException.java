package dev.turnout.orchestrator.stream;

/** The orchestrator cannot start or go on; the message says what was expected and what to do. */
public final class OrchestratorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OrchestratorException(String message) {
    super(message);
  }

  OrchestratorException(String message, Throwable cause) {
    super(message, cause);
  }
}
