package dev.turnout.demo.iris;

import java.util.List;

/**
 * One measured flower.
 *
 * @param measurements in centimetres, in the order of {@link #COLUMNS}
 * @param species what it truly is
 */
public record Flower(List<Double> measurements, Species species) {
  /** Names of the measurements. */
  public static final List<String> COLUMNS =
      List.of("sepal_length", "sepal_width", "petal_length", "petal_width");

  public Flower {
    measurements = List.copyOf(measurements);
    if (measurements.size() != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "Expected the measurements %s, but got %s".formatted(COLUMNS, measurements));
    }
  }

  /** The same flower under another name: how training data goes wrong. */
  Flower labelled(Species other) {
    return new Flower(measurements, other);
  }
}
