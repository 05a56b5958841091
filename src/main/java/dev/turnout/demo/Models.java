package dev.turnout.demo;

import dev.turnout.demo.iris.Classifier;
import dev.turnout.demo.iris.Flower;
import dev.turnout.demo.iris.Iris;
import dev.turnout.demo.iris.Recipe;
import dev.turnout.demo.iris.Recipe.Labels;
import dev.turnout.demo.server.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The versions of the demo's model, trained when it starts.
 *
 * @param folder holds a folder for each version
 * @param iris the data
 * @param accuracy share of the held-out flowers that each version names rightly, in [0, 1]
 */
record Models(Path folder, Iris iris, Map<String, Double> accuracy) {
  private static final long SEED = 1936;
  private static final double HELD_OUT = 0.5;
  private static final Duration SLOW = Duration.ofMillis(300);
  private static final Recipe SHORT = new Recipe(0.1, 30, SEED, Labels.TRUE);
  private static final Recipe LONG = new Recipe(0.3, 50, SEED, Labels.TRUE);

  private record Version(String name, Recipe recipe, Duration delay) {}

  private static final List<Version> VERSIONS =
      List.of(
          new Version("v1", SHORT, Duration.ZERO),
          new Version("v2", LONG, Duration.ZERO),
          new Version("v3", LONG, SLOW),
          new Version("v4", LONG.withLabels(Labels.SWAPPED), Duration.ZERO),
          new Version("v5", LONG.withLabels(Labels.SWAPPED), Duration.ZERO),
          new Version("v6", LONG, Duration.ZERO));

  Models {
    accuracy = Map.copyOf(accuracy);
  }

  /** Trains all versions and writes them into the folder. */
  static Models train(Path folder) throws IOException {
    Iris iris = Iris.split(HELD_OUT, new Random(SEED));
    var accuracy = new TreeMap<String, Double>();
    for (Version version : VERSIONS) {
      Classifier classifier = Classifier.train(iris.training(), version.recipe());
      accuracy.put(version.name(), classifier.accuracy(iris.heldOut()));
      ModelBundle.write(folder.resolve(version.name()), classifier, version.delay());
    }
    return new Models(folder, iris, accuracy);
  }

  /** What users ask for: flowers that no version has learnt from. */
  List<Flower> heldOut() {
    return iris.heldOut();
  }

  ModelBundle bundle(String version) {
    return new ModelBundle(folder.resolve(version));
  }
}
