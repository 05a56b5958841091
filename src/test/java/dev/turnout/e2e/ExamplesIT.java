package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each example does what its README says, typed line by line. */
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final String PROGRAM = "./turnout ";

  @TempDir private Path directory;

  private final Deque<TurnoutProcess> running = new ArrayDeque<>();

  @AfterEach
  void close() throws InterruptedException, IOException {
    while (!running.isEmpty()) {
      try (TurnoutProcess process = running.pop()) {
        process.interrupt();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "haproxy", "nginx"})
  void shouldPromoteTheGoodVersionAndRollTheBadOneBack(String example) throws Exception {
    // given
    assumeThereIs(example);
    copyExamples();
    ReadmeCommands readme = ReadmeCommands.of(EXAMPLES.resolve(example).resolve("README.md"));

    // when
    List<Integer> exits = new ArrayList<>();
    for (String command : readme.commands()) {
      if (isRollout(command)) {
        exits.add(finish(command));
      } else {
        begin(command);
      }
    }

    // then
    assertThat(exits).containsExactly(0, 0, 1);
    // The client prints a line each second.
    running.element().awaitOutput("v3", LIMIT);
    assertThat(running.element().output()).contains("v1=", "v2=").doesNotContain("lost", "nobody");
  }

  private static void assumeThereIs(String program) {
    boolean needed = !program.equals("proxy");
    boolean there = Files.isExecutable(Path.of("/usr/sbin", program));
    if (needed && !there) {
      System.out.println("[example] " + program + " did not run: there is no " + program);
    }
    assumeTrue(!needed || there);
  }

  private static boolean isRollout(String command) {
    return command.contains(" rollout ");
  }

  private int finish(String command) throws Exception {
    try (TurnoutProcess process = start(command)) {
      int exit = process.awaitExit(LIMIT);
      System.out.println("[example] " + command + " -> " + exit);
      assertThat(exit).as(process.output()).isLessThan(2);
      return exit;
    }
  }

  /** What stays until the end; the next command comes when it works. */
  private void begin(String command) throws Exception {
    TurnoutProcess process = start(command);
    running.push(process);
    if (command.contains(" up ")) {
      process.awaitOutput("Ctrl-C stops it.", LIMIT);
    } else if (command.startsWith("java ")) {
      process.awaitOutput("v1=", LIMIT);
    }
  }

  private TurnoutProcess start(String command) throws IOException {
    if (command.startsWith(PROGRAM)) {
      return TurnoutProcess.start(directory, command.substring(PROGRAM.length()).split(" +"));
    }
    // Debian keeps servers where only root looks for programs.
    return TurnoutProcess.other(
        directory, List.of("sh", "-c", "PATH=$PATH:/usr/sbin; exec " + command));
  }

  private void copyExamples() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      files.filter(Files::isRegularFile).forEach(this::copy);
    }
  }

  private void copy(Path file) {
    Path target = directory.resolve("examples").resolve(EXAMPLES.relativize(file));
    try {
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
