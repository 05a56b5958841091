package dev.turnout.output;

/** A command cannot go on, for a reason that its user can understand; the message is a sentence. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;

  public Failure(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  public Failure(Exit exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  public Exit exit() {
    return exit;
  }

  /** The input is wrong. */
  public static Failure invalid(String format, Object... arguments) {
    return new Failure(Exit.INVALID_INPUT, format.formatted(arguments));
  }

  /** A file or stream cannot be read. */
  public static Failure unreadable(String what, Exception cause) {
    return new Failure(
        Exit.INVALID_INPUT, "Could not read %s: %s".formatted(what, cause.getMessage()), cause);
  }
}
