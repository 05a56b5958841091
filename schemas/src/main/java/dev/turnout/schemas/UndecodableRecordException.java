package dev.turnout.schemas;

import org.apache.kafka.common.errors.SerializationException;

/**
 * These bytes are not a record that this program can read, and never will be: they belong into the
 * dead letters. A registry that does not answer is a {@link RegistryException} instead.
 */
public final class UndecodableRecordException extends SerializationException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The value does not begin with the magic byte 0 and a schema id. */
    NOT_WIRE_FORMAT,
    /** The registry has no schema with the id. */
    UNKNOWN_SCHEMA_ID,
    /**
     * The schema is of a type that this program does not have, or not of the one that belongs here.
     */
    UNEXPECTED_TYPE,
    /** The bytes are not what the writer's schema says, or that schema cannot be read as ours. */
    BYTES_DO_NOT_MATCH
  }

  private final Reason reason;

  UndecodableRecordException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  UndecodableRecordException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
