package dev.turnout.bench.outcome;

/** Numbers as people read them. */
public final class Numbers {
  private Numbers() {}

  /** Two or three digits. */
  public static String text(double number) {
    if (Double.isNaN(number)) {
      return "-";
    }
    if (Double.isInfinite(number)) {
      return "never";
    }
    double size = Math.abs(number);
    if (number == 0 || size >= 100) {
      return "%.0f".formatted(number);
    }
    if (size < 1e-3) {
      return "%.1e".formatted(number);
    }
    if (size >= 10) {
      return "%.1f".formatted(number);
    }
    return size >= 0.1 ? "%.2f".formatted(number) : "%.4f".formatted(number);
  }
}
