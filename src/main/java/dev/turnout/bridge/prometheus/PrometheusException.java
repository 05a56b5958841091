package dev.turnout.bridge.prometheus;

/** Prometheus did not answer as it must; the message says what was expected and what came. */
final class PrometheusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PrometheusException(String message) {
    super(message);
  }

  PrometheusException(String message, Throwable cause) {
    super(message, cause);
  }
}
