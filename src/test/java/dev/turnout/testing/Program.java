package dev.turnout.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that a machine may lack; whoever looks for one in vain has said so. */
public final class Program {
  private Program() {}

  /**
   * A program on the path.
   *
   * @param what does not run without it
   */
  public static Optional<Path> named(String name, String what) {
    Optional<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.out.printf("[%s] not installed, so %s did not run%n", name, what);
    }
    return found;
  }

  /**
   * A Python with confluent-kafka: named by {@code TURNOUT_PYTHON}, see {@code .ci/with-python}.
   */
  public static Optional<Path> python() {
    Optional<Path> found =
        Optional.ofNullable(System.getenv("TURNOUT_PYTHON"))
            .map(Path::of)
            .filter(Files::isExecutable);
    System.out.printf(
        "[python] %s%n",
        found
            .map(Path::toString)
            .orElse(
                "no confluent-kafka (.ci/with-python installs it), so the example in Python did not run"));
    return found;
  }
}
