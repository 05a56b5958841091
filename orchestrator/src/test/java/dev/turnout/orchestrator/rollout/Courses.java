package dev.turnout.orchestrator.rollout;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The inputs of whole rollouts, for tests of other rooms. */
public final class Courses {

  private static final List<List<Input>> ALL =
      CodecScenesTest.courses().map(Courses::inputs).toList();

  private Courses() {}

  /** Courses that between them make every event. */
  public static Stream<List<Input>> all() {
    return ALL.stream();
  }

  /** A canary that is promoted, of 150 seconds of traffic on two nodes. */
  public static List<Input> promoted() {
    return ALL.get(0);
  }

  private static List<Input> inputs(Consumer<Scene> course) {
    Scene scene = Scene.withNodes("node-1", "node-2");
    course.accept(scene);
    return List.copyOf(scene.inputs);
  }
}
