package dev.turnout.bridge.rule;

import java.util.Map;
import java.util.Optional;

/** A unit of time. */
public enum Unit {
  SECONDS("s", 1000),
  MILLISECONDS("ms", 1),
  MICROSECONDS("us", 1e-3),
  NANOSECONDS("ns", 1e-6);

  static final Map<String, Unit> BY_SYMBOL =
      Map.of("s", SECONDS, "ms", MILLISECONDS, "us", MICROSECONDS, "ns", NANOSECONDS);

  private final String symbol;
  private final double toMillis;

  Unit(String symbol, double toMillis) {
    this.symbol = symbol;
    this.toMillis = toMillis;
  }

  /** Of a symbol such as {@code ms}; empty if it is none of time. */
  public static Optional<Unit> of(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }

  public String symbol() {
    return symbol;
  }

  /** What a value is multiplied with to get milliseconds. */
  public double toMillis() {
    return toMillis;
  }
}
