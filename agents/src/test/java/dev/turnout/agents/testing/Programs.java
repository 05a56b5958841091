package dev.turnout.agents.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that a machine may lack; {@code .ci/with-proxies} installs them. */
public final class Programs {
  private Programs() {}

  /** Where a program is: the system property {@code turnout.test.NAME}, the PATH, or sbin. */
  public static Optional<Path> find(String name) {
    String path = System.getProperty("turnout.test." + name, "");
    if (!path.isEmpty()) {
      return Optional.of(Path.of(path));
    }
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** An NGINX since 1.27.4, which {@code .ci/with-nginx} brings; else the test does not run. */
  public static Path newerNginx() {
    String path = System.getenv().getOrDefault("TURNOUT_NGINX", "");
    if (path.isEmpty()) {
      System.out.println("NOT RUN: a test that needs a newer NGINX (.ci/with-nginx mvn verify)");
    }
    Assumptions.assumeFalse(path.isEmpty(), "there is no newer NGINX");
    return Path.of(path);
  }

  /** Where a program is; a test that needs one which is missing does not run, and says so. */
  public static Path require(String name) {
    Optional<Path> found = find(name);
    if (found.isEmpty()) {
      System.out.printf("NOT RUN: a test that needs %s, which is not installed%n", name);
    }
    Assumptions.assumeTrue(found.isPresent(), name + " is not installed");
    return found.orElseThrow();
  }
}
