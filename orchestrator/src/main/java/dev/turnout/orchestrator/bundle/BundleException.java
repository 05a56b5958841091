package dev.turnout.orchestrator.bundle;

import org.jspecify.annotations.Nullable;

/**
 * A bundle cannot be read, or is not what it says; the message is a sentence that says what is
 * wrong.
 */
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BundleException(String format, @Nullable Object... arguments) {
    super(format.formatted(arguments));
  }

  BundleException(Throwable cause, String format, @Nullable Object... arguments) {
    super(format.formatted(arguments), cause);
  }
}
