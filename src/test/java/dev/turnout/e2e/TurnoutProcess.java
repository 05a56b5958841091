package dev.turnout.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program, or another one beside it, started in a directory of its own. */
final class TurnoutProcess implements AutoCloseable {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Process process;
  private final Path log;

  private TurnoutProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the program with these arguments. */
  static TurnoutProcess start(Path directory, String... arguments) throws IOException {
    return start(directory, Map.of(), arguments);
  }

  /** Starts the program with these arguments and variables besides our own. */
  static TurnoutProcess start(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-cp"));
    command.add(TARGET.resolve("turnout.jar") + ":" + TARGET.resolve("lib") + "/*");
    command.add("dev.turnout.cli.Main");
    command.addAll(List.of(arguments));
    return other(directory, environment, command);
  }

  /** Starts another program. */
  static TurnoutProcess other(Path directory, List<String> command) throws IOException {
    return other(directory, Map.of(), command);
  }

  /** Starts another program with variables besides our own. */
  static TurnoutProcess other(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Path log = Files.createTempFile(directory, "process-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new TurnoutProcess(builder.start(), log);
  }

  /** Waits for the end and returns the exit code; a process that takes too long is an error. */
  int awaitExit(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("Expected an end within " + limit + ", but it said:\n" + output());
    }
    return process.exitValue();
  }

  /** Waits until the program has said this. */
  void awaitOutput(String text, Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!output().contains(text)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new AssertionError("Expected '" + text + "', but it said:\n" + output());
      }
      Thread.sleep(50);
    }
  }

  /** Asks it to end, as Ctrl-C does. */
  void interrupt() {
    process.destroy();
  }

  /** What it has said until now, errors too. */
  String output() throws IOException {
    return Files.readString(log, UTF_8);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
