package dev.turnout.cli;

import dev.turnout.yaml.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time such as {@code 2026-11-21T10:00:00Z}, or a duration before now such as {@code 2h}. */
final class InstantConverter implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return text.indexOf('T') > 0
          ? OffsetDateTime.parse(text).toInstant()
          : Instant.now().minus(Durations.parse(text));
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new TypeConversionException(
          "Expected a time, but got '%s' (write 2026-11-21T10:00:00Z, or 2h for two hours ago)"
              .formatted(text));
    }
  }
}
