package dev.turnout.demo.iris;

import java.util.Arrays;

/** The three kinds of iris that were measured; what the demo's models predict. */
public enum Species {
  SETOSA("setosa"),
  VERSICOLOR("versicolor"),
  VIRGINICA("virginica");

  private final String label;

  Species(String label) {
    this.label = label;
  }

  /** The name as data and predictions have it, in lower case. */
  public String label() {
    return label;
  }

  /**
   * Reads a name such as {@code setosa}.
   *
   * @throws IllegalArgumentException if there is no such species
   */
  public static Species of(String label) {
    return Arrays.stream(values())
        .filter(species -> species.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected setosa, versicolor or virginica, but got '" + label + "'"));
  }
}
