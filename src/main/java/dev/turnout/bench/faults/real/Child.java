package dev.turnout.bench.faults.real;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A child process that is started, killed, and started again with the same arguments; its output of
 * all lives is in one file. Not thread-safe.
 */
final class Child implements AutoCloseable {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final String name;
  private final List<String> command;
  private final File log;
  private Optional<Process> process = Optional.empty();

  /**
   * @param name as the messages call it
   * @param log to which its output is appended
   * @param heap greatest size of its heap, such as {@code 96m}
   * @param main class whose main it runs, and its arguments
   */
  Child(String name, Path log, String heap, List<String> main) {
    this.name = name;
    this.log = log.toFile();
    this.command = java(heap, ChildMain.class.getName());
    command.addAll(main);
  }

  /** The command of a small Java process that runs a main of ours; may be added to. */
  static List<String> java(String heap, String main) {
    return new ArrayList<>(
        List.of(
            JAVA,
            "-Xmx" + heap,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            CLASS_PATH,
            main));
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.filter(Process::isAlive).isPresent();
  }

  long pid() {
    return process.orElseThrow(() -> new IllegalStateException(name + " never ran")).pid();
  }

  void start() {
    try {
      process =
          Optional.of(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start " + name, e);
    }
  }

  /** SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroyForcibly().waitFor();
    }
  }

  /** SIGSTOP: it does nothing more, and does not know. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).inheritIO().start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("Could not send SIG" + signal + " to " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroyForcibly);
  }
}
