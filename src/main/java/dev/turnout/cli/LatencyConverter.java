package dev.turnout.cli;

import dev.turnout.orchestrator.forecast.Lognormal;
import dev.turnout.yaml.Durations;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A latency by two of its quantiles: {@code p50=100ms,p99=327ms}. */
final class LatencyConverter implements ITypeConverter<Lognormal> {
  private static final String NUMBER = "p([0-9]{1,2}(?:\\.[0-9]{1,4})?)=([0-9a-z]+)";
  private static final Pattern QUANTILES = Pattern.compile(NUMBER + "," + NUMBER);

  @Override
  public Lognormal convert(String text) {
    Matcher two = QUANTILES.matcher(text);
    if (!two.matches()) {
      throw new TypeConversionException(
          "Expected two quantiles such as p50=100ms,p99=327ms, but got '" + text + "'");
    }
    try {
      return Lognormal.through(
          quantile(two.group(1)),
          Durations.parse(two.group(2)),
          quantile(two.group(3)),
          Durations.parse(two.group(4)));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static double quantile(String percent) {
    return new BigDecimal(percent).movePointLeft(2).doubleValue();
  }
}
