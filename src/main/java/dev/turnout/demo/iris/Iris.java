package dev.turnout.demo.iris;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The 150 flowers of R. A. Fisher, "The use of multiple measurements in taxonomic problems" (1936),
 * split into those that models are trained on and those that they have never seen.
 *
 * @param training what models learn from
 * @param heldOut what they are measured by, and what the demo's users ask for
 */
public record Iris(List<Flower> training, List<Flower> heldOut) {
  private static final String RESOURCE = "iris.csv";

  public Iris {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /**
   * Splits the flowers so that each species keeps its share in both parts.
   *
   * @param heldOutShare part of each species that is held out, in (0, 1)
   * @param random draws the flowers; the same seed gives the same split
   */
  public static Iris split(double heldOutShare, Random random) {
    if (!(heldOutShare > 0 && heldOutShare < 1)) {
      throw new IllegalArgumentException(
          "Expected a held-out share in (0, 1), but got " + heldOutShare);
    }
    List<Flower> all = flowers();
    var training = new ArrayList<Flower>();
    var heldOut = new ArrayList<Flower>();
    for (Species species : Species.values()) {
      var some = new ArrayList<>(all.stream().filter(f -> f.species() == species).toList());
      Collections.shuffle(some, random);
      int cut = (int) Math.round(some.size() * heldOutShare);
      heldOut.addAll(some.subList(0, cut));
      training.addAll(some.subList(cut, some.size()));
    }
    return new Iris(training, heldOut);
  }

  /** All flowers in the order of the paper. */
  static List<Flower> flowers() {
    try (InputStream resource = Iris.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("Expected " + RESOURCE + " on the class path");
      }
      return new BufferedReader(new InputStreamReader(resource, UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(Iris::flower)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + RESOURCE, e);
    }
  }

  private static Flower flower(String line) {
    List<String> cells = Arrays.asList(line.split(",", -1));
    int species = Flower.COLUMNS.size();
    List<Double> measurements =
        cells.subList(0, species).stream().map(Double::parseDouble).toList();
    return new Flower(measurements, Species.of(cells.get(species)));
  }
}
