package dev.turnout.cli;

import dev.turnout.letters.Place;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The place of a dead letter: {@code 2@17}. */
final class PlaceConverter implements ITypeConverter<Place> {
  @Override
  public Place convert(String text) {
    try {
      return Place.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
