package dev.turnout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares what came out of a scenario with the committed text. A changed behaviour is a diff in
 * review: write the texts anew with {@code -Dturnout.simulation.write=true}.
 */
final class CommittedOutcome {
  private static final Path FOLDER = Path.of("test", "resources", "simulation");

  private CommittedOutcome() {}

  static void compare(String scenario, String outcome) throws IOException {
    Path file = FOLDER.resolve(scenario + ".txt");
    if (Boolean.getBoolean("turnout.simulation.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, outcome);
    }
    assertThat(outcome).isEqualTo(Files.readString(file));
  }
}
