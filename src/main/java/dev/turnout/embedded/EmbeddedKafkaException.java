package dev.turnout.embedded;

/** The embedded Kafka or registry could not start or stop. */
public final class EmbeddedKafkaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmbeddedKafkaException(String message, Throwable cause) {
    super(message, cause);
  }
}
