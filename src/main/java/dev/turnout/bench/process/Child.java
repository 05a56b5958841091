package dev.turnout.bench.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that is started, killed, and started again with the same arguments; its output of
 * all lives is in one file. Not thread-safe.
 */
public final class Child implements AutoCloseable {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

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
  public Child(String name, Path log, String heap, List<String> main) {
    this(name, log, small(heap), main);
  }

  /**
   * @param name as the messages call it
   * @param log to which its output is appended
   * @param options of its Java virtual machine
   * @param main class whose main it runs, and its arguments
   */
  public Child(String name, Path log, List<String> options, List<String> main) {
    this.name = name;
    this.log = log.toFile();
    this.command = java(options, ChildMain.class.getName());
    command.addAll(main);
  }

  /** The command of a small Java process that runs a main of ours; may be added to. */
  public static List<String> java(String heap, String main) {
    return java(small(heap), main);
  }

  private static List<String> small(String heap) {
    return List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
  }

  private static List<String> java(List<String> options, String main) {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(options);
    command.addAll(archive());
    command.addAll(List.of("-cp", CLASS_PATH, main));
    return command;
  }

  /** A child starts with the archive of loaded classes that its parent was started with. */
  private static List<String> archive() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith(ARCHIVE))
        .flatMap(argument -> Stream.of(argument, "-Xlog:cds*=off"))
        .toList();
  }

  public String name() {
    return name;
  }

  public boolean isAlive() {
    return process.filter(Process::isAlive).isPresent();
  }

  public long pid() {
    return process.orElseThrow(() -> new IllegalStateException(name + " never ran")).pid();
  }

  public void start() {
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
  public void kill() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroyForcibly().waitFor();
    }
  }

  /** SIGTERM; returns when it is gone. */
  public void stop() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroy();
      process.get().waitFor();
    }
  }

  /** SIGSTOP: it does nothing more, and does not know. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() {
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
