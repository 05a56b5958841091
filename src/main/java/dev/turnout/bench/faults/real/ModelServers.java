package dev.turnout.bench.faults.real;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The model servers of a node, found by the records that its agent keeps of them. A record may be
 * old, and its number that of another process now, or even of a thread of this one.
 */
final class ModelServers {
  /** The system's start times are rounded. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** One that runs. */
  record Running(String model, String version, int port, ProcessHandle process) {}

  private ModelServers() {}

  static List<Running> of(Node node) {
    try (Stream<Path> files = Files.walk(node.dataDir())) {
      return files
          .filter(file -> file.toString().endsWith(".process"))
          .map(ModelServers::read)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      // Nothing was started yet, or a record went while we looked.
      return List.of();
    }
  }

  /** Whether the agent means this version to run, as far as its records say. */
  static boolean isWanted(Node node, Running server) {
    return Files.exists(
        node.dataDir()
            .resolve("processes")
            .resolve(server.model())
            .resolve(server.version() + ".process"));
  }

  private static Optional<Running> read(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      String model = file.getName(file.getNameCount() - 2).toString();
      String version = properties.getProperty("version", "");
      int port = Integer.parseInt(properties.getProperty("port", "0"));
      Instant startedAt = Instant.parse(properties.getProperty("startedAt", ""));
      return ProcessHandle.of(Long.parseLong(properties.getProperty("pid", "0")))
          .filter(ProcessHandle::isAlive)
          .filter(process -> hasStarted(process, startedAt))
          .map(process -> new Running(model, version, port, process));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean hasStarted(ProcessHandle process, Instant then) {
    return process
        .info()
        .startInstant()
        .filter(at -> Duration.between(at, then).abs().compareTo(TOLERANCE) <= 0)
        .isPresent();
  }
}
