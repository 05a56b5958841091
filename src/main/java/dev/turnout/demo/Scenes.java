package dev.turnout.demo;

import dev.turnout.demo.Scene.Fault;
import dev.turnout.events.Outcome;
import dev.turnout.output.Failure;
import dev.turnout.spec.RolloutFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The scenes in the order of play. */
final class Scenes {
  /** Model that is rolled out. */
  static final String MODEL = "iris";

  private static final Scene FIRST =
      new Scene(
          0,
          "first version",
          "the first version has nothing to be compared with",
          "0-first-version",
          "v1",
          Outcome.PROMOTED,
          "",
          Fault.NONE);

  private static final List<Scene> REST =
      List.of(
          new Scene(
              1,
              "canary, good version",
              "trained for longer than v1",
              "1-good-version",
              "v2",
              Outcome.PROMOTED,
              "",
              Fault.NONE),
          new Scene(
              2,
              "canary, slow version",
              "as accurate as v2, but each answer takes 300 ms",
              "2-slow-version",
              "v3",
              Outcome.ROLLED_BACK,
              "latency",
              Fault.FROM_THE_START),
          new Scene(
              3,
              "canary, wrong labels",
              "fast, but two species had changed places in its training data",
              "3-wrong-labels",
              "v4",
              Outcome.ROLLED_BACK,
              "accuracy",
              Fault.FROM_THE_START),
          new Scene(
              4,
              "blue-green, smoke test",
              "the same wrong labels, but its smoke test asks for one of the two species",
              "4-failing-smoke-test",
              "v5",
              Outcome.ROLLED_BACK,
              "smoke test",
              Fault.NONE),
          new Scene(
              5,
              "blue-green, bad later",
              "good until all users are on it; then its servers begin to answer errors",
              "5-bad-after-the-switch",
              "v6",
              Outcome.ROLLED_BACK,
              "",
              Fault.WHILE_BAKING));

  private Scenes() {}

  /** The scene that brings the first version, which all others need. */
  static Scene first() {
    return FIRST;
  }

  /**
   * The scenes with these numbers, in the order of play; all of them if none is given.
   *
   * @throws Failure if there is no such scene
   */
  static List<Scene> numbered(Set<Integer> numbers) {
    for (int number : numbers) {
      if (REST.stream().noneMatch(scene -> scene.number() == number)) {
        throw Failure.invalid("Expected a scene from 1 to %d, but got %d", REST.size(), number);
      }
    }
    return REST.stream()
        .filter(scene -> numbers.isEmpty() || numbers.contains(scene.number()))
        .toList();
  }

  /** The scene's rollout, as its file says. */
  static RolloutFile rollout(Scene scene) {
    String name = "scenes/" + scene.file() + ".yaml";
    try (InputStream resource = Scenes.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("Expected " + name + " on the class path");
      }
      return RolloutFile.parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + name, e);
    }
  }
}
