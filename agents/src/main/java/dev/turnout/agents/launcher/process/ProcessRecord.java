package dev.turnout.agents.launcher.process;

import dev.turnout.agents.launcher.LaunchOrder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a crashed agent leaves behind about a process, so that the next one finds it instead of
 * starting a second. The start time tells the process from a later one, or a thread, with the same
 * number.
 *
 * @param pid number of the process
 * @param command its digest, for telling whether another is asked for
 */
public record ProcessRecord(
    LaunchOrder order, int port, long pid, Instant startedAt, String command) {
  // The system's start times are rounded, and shift a little when its clock is set.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** The process, if it still runs. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::startedThen);
  }

  private boolean startedThen(ProcessHandle handle) {
    return handle
        .info()
        .startInstant()
        .filter(at -> Duration.between(at, startedAt).abs().compareTo(TOLERANCE) <= 0)
        .isPresent();
  }

  void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty("version", order.version());
    properties.setProperty("source", order.source());
    properties.setProperty("attempt", order.attempt());
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("startedAt", startedAt.toString());
    properties.setProperty("command", command);
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (Writer writer = Files.newBufferedWriter(next)) {
        properties.store(writer, "A process started by the Turnout agent");
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** The record in a file; empty if there is none that can be read. */
  public static Optional<ProcessRecord> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(
          new ProcessRecord(
              new LaunchOrder(
                  properties.getProperty("version", ""),
                  properties.getProperty("source", ""),
                  properties.getProperty("attempt", "")),
              Integer.parseInt(properties.getProperty("port", "")),
              Long.parseLong(properties.getProperty("pid", "")),
              Instant.parse(properties.getProperty("startedAt", "")),
              properties.getProperty("command", "")));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
