package dev.turnout.simulation;

/** Something happened that must never happen. */
public final class BrokenPromise extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokenPromise(String message) {
    super(message);
  }

  static void unless(boolean kept, String promise, Object... details) {
    if (!kept) {
      throw new BrokenPromise(promise.formatted(details));
    }
  }
}
