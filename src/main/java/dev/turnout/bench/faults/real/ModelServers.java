package dev.turnout.bench.faults.real;

import dev.turnout.agents.launcher.process.ProcessRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The model servers of a node, found by the records that its agent keeps of them. */
final class ModelServers {

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
    String model = file.getName(file.getNameCount() - 2).toString();
    return ProcessRecord.read(file)
        .flatMap(
            record ->
                record
                    .process()
                    .map(
                        process ->
                            new Running(model, record.order().version(), record.port(), process)));
  }
}
