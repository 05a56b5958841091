package dev.turnout.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program in a process of its own, that can be killed and started again with the same
 * arguments. Its output of all lives is in one file.
 */
public final class MainProcess implements AutoCloseable {
  private final List<String> command = new ArrayList<>();
  private final File log;
  private Optional<Process> process = Optional.empty();

  /**
   * @param log to which its output is appended
   * @param arguments of the command line
   */
  public MainProcess(Path log, String... arguments) {
    this.log = log.toFile();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.turnout.cli.Main"));
    command.addAll(List.of(arguments));
  }

  public synchronized void start() {
    try {
      process =
          Optional.of(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized boolean isAlive() {
    return process.filter(Process::isAlive).isPresent();
  }

  /** SIGKILL; returns when it is gone. */
  public synchronized void kill() {
    try {
      if (process.isPresent()) {
        process.get().destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
