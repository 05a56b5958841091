package dev.turnout.agents.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path directory;

  @Test
  void shouldQuoteTheLastLinesSinceAStart() throws IOException {
    // given
    Path file = directory.resolve("v1.log");
    Files.writeString(file, "from the run before\n");
    LogFile log = new LogFile(file);
    long start = log.size();

    // when
    Files.writeString(file, "one\n\n  two\t\u001b[31m!\n", StandardOpenOption.APPEND);

    // then
    assertThat(log.lastWordsSince(start)).isEqualTo("one | two  [31m!");
    assertThat(new LogFile(directory.resolve("none")).lastWordsSince(0)).isEmpty();
  }

  @Test
  void shouldBoundWhatItQuotes() throws IOException {
    // given
    Path file = directory.resolve("v1.log");

    // when
    Files.writeString(file, "x".repeat(100_000));

    // then
    assertThat(new LogFile(file).lastWordsSince(0)).hasSize(800);
  }

  @Test
  void shouldCutALongLogWhileTheProcessWrites() throws IOException {
    // given
    Path file = directory.resolve("v1.log");
    LogFile log = new LogFile(file);
    try (OutputStream process =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      process.write("0123456789".getBytes(StandardCharsets.UTF_8));
      log.cutAt(11);
      assertThat(log.size()).isEqualTo(10);

      // when
      log.cutAt(10);
      process.write("after".getBytes(StandardCharsets.UTF_8));
    }

    // then
    assertThat(file).hasContent("after");
    assertThat(directory.resolve("v1.log.1")).hasContent("0123456789");
  }
}
