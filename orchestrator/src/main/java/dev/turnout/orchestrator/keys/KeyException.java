package dev.turnout.orchestrator.keys;

import org.jspecify.annotations.Nullable;

/** A key cannot be read; the message is a sentence that says what was expected. */
public final class KeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyException(String format, @Nullable Object... arguments) {
    super(format.formatted(arguments));
  }

  KeyException(Throwable cause, String format, @Nullable Object... arguments) {
    super(format.formatted(arguments), cause);
  }
}
