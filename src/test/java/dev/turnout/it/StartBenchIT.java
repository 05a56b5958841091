package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's archive of loaded classes, and what measures it. */
class StartBenchIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void shouldStartEverythingWithAnArchiveThatItMade() throws IOException {
    // given
    Path launcher = installation();

    // when
    Cli.Result result =
        Cli.run("bench", "start", "--quick", "--launcher", launcher.toString(), "-o", "json");

    // then
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode root = new ObjectMapper().readTree(result.out());
    assertThat(root.at("/sections/0/rows")).hasSize(4);
    assertThat(root.at("/sections/1/rows").findValues("from the archive"))
        .hasSize(2)
        .allSatisfy(count -> assertThat(count.asInt()).isGreaterThan(100));
    assertThat(root.at("/goals")).hasSize(2);
  }

  @Test
  void shouldSayThatItNeedsTheLauncher() {
    // when
    Cli.Result result = Cli.run("bench", "start", "--launcher", "no/such/file");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Expected a script that can be run, but got no/such/file");
  }

  /** As a checkout that was built, but with an archive of its own. */
  private Path installation() throws IOException {
    Path target = Files.createDirectories(folder.resolve("src/target"));
    Path built = CHECKOUT.resolve("src/target");
    Files.createSymbolicLink(target.resolve("turnout.jar"), built.resolve("turnout.jar"));
    Files.createSymbolicLink(target.resolve("lib"), built.resolve("lib"));
    Path launcher = folder.resolve("turnout");
    return Files.copy(CHECKOUT.resolve("turnout"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
