package dev.turnout.schemas;

import org.apache.kafka.common.KafkaException;

/**
 * The schema registry refused, answered something that cannot be read, or did not answer in time.
 */
public final class RegistryException extends KafkaException {

  private static final long serialVersionUID = 1L;

  /** {@link #errorCode} when there was no answer at all. */
  public static final int NO_ANSWER = 0;

  static final int SUBJECT_NOT_FOUND = 40401;
  static final int VERSION_NOT_FOUND = 40402;
  static final int SCHEMA_NOT_FOUND = 40403;

  private final int status;
  private final int errorCode;

  RegistryException(String message, int status, int errorCode) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }

  RegistryException(String message, Throwable cause) {
    super(message, cause);
    this.status = NO_ANSWER;
    this.errorCode = NO_ANSWER;
  }

  /** The registry of another serializer did not answer. */
  public static RegistryException noAnswer(Throwable cause) {
    return new RegistryException(
        "No answer from the schema registry: " + cause.getMessage(), cause);
  }

  /** HTTP status, or {@link #NO_ANSWER}. */
  public int status() {
    return status;
  }

  /**
   * The registry's own code such as 40403 (schema not found), or the status, or {@link #NO_ANSWER}.
   */
  public int errorCode() {
    return errorCode;
  }

  /** Whether subject, version or schema does not exist there, as opposed to a failure. */
  public boolean isNotFound() {
    return status == 404;
  }

  /**
   * Whether trying again later may help: no answer, too many requests, or a fault of the server.
   */
  public boolean isRetriable() {
    return status == NO_ANSWER || isRetriable(status);
  }

  static boolean isRetriable(int status) {
    return status == 429 || status == 408 || status >= 500;
  }
}
