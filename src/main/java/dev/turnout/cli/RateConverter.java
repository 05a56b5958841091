package dev.turnout.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Requests per second, written {@code 50/s}, {@code 3000/m} or {@code 180000/h}. */
final class RateConverter implements ITypeConverter<Double> {
  private static final Pattern RATE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)/([smh])");
  private static final Map<String, Double> SECONDS = Map.of("s", 1.0, "m", 60.0, "h", 3600.0);

  @Override
  public Double convert(String text) {
    Matcher rate = RATE.matcher(text);
    if (!rate.matches()) {
      throw new TypeConversionException(
          "Expected a traffic such as 50/s, 3000/m or 180000/h, but got '" + text + "'");
    }
    return Double.parseDouble(rate.group(1)) / SECONDS.getOrDefault(rate.group(2), 1.0);
  }
}
