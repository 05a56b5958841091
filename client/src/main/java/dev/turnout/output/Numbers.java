package dev.turnout.output;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people write them. */
public final class Numbers {
  private Numbers() {}

  /** At most six decimals, no zeros at the end; for finite numbers. */
  public static String plain(double value) {
    return BigDecimal.valueOf(value)
        .setScale(6, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** {@code 1 step}, {@code 2 steps}. */
  public static String count(long number, String noun) {
    return count(number, noun, noun + "s");
  }

  /** {@code 1 entry}, {@code 2 entries}. */
  public static String count(long number, String noun, String nouns) {
    return number + " " + (number == 1 ? noun : nouns);
  }
}
