package dev.turnout.cli;

import dev.turnout.agents.router.DataPlane;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a data plane, such as {@code haproxy}. */
final class DataPlaneConverter implements ITypeConverter<DataPlane> {

  /** The names that there are. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(DataPlane.values()).map(DataPlane::word).iterator();
    }
  }

  @Override
  public DataPlane convert(String text) {
    return DataPlane.of(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "Expected one of %s, but got '%s'"
                        .formatted(
                            Arrays.stream(DataPlane.values())
                                .map(DataPlane::word)
                                .collect(Collectors.joining(", ")),
                            text)));
  }
}
