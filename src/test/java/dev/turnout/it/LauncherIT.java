package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root passes arguments, input, output, signals and exit codes through. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("../turnout").toAbsolutePath().normalize();
  private static final Path EXAMPLE = Path.of("../docs/examples/canary.yaml").toAbsolutePath();

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void shouldPassExitCodesAndArgumentsWithBlanksThrough() throws Exception {
    // when
    Ended ended = run(Path.of("/dev/null"), LAUNCHER, "lint", "-f", "no such file");

    // then
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("Expected the file no such file, but there is none");
  }

  @Test
  void shouldPassStandardInputThroughAndWriteUtf8() throws Exception {
    // when
    Ended ended = run(EXAMPLE.normalize(), LAUNCHER, "lint", "-f", "-");

    // then
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Plan (canary, 10 steps):");
  }

  @Test
  void shouldStartThroughALinkFromAnyDirectory() throws Exception {
    // given
    Path link = Files.createSymbolicLink(folder.resolve("turnout link"), LAUNCHER);

    // when
    Ended ended = run(Path.of("/dev/null"), link, "version");

    // then
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("turnout 0.");
  }

  private Ended run(Path input, Path launcher, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(args));
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(input.toFile())
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().put("TURNOUT_BUILD", "never");
    Process process = builder.start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(out.toPath(), StandardCharsets.UTF_8),
        Files.readString(err.toPath(), StandardCharsets.UTF_8));
  }
}
