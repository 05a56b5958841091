package dev.turnout.agents.agent;

import dev.turnout.events.RouteTable;
import dev.turnout.schemas.RecordTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last table that was in force, per model, in a file that carries its own schema: a later
 * version of the agent reads it too. A file is replaced as a whole or not at all.
 */
final class TableStore {
  private static final Logger log = LoggerFactory.getLogger(TableStore.class);

  private static final long LARGEST_FILE = 8L * 1024 * 1024;

  static {
    RecordTypes.trust();
  }

  private final Path directory;

  TableStore(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make directory " + directory, e);
    }
  }

  /**
   * Replaces the model's table.
   *
   * @throws UncheckedIOException if the disk does not take it; the old one stays
   */
  void save(RouteTable table) {
    Path next = directory.resolve(table.getModel() + ".tmp");
    try {
      try (DataFileWriter<RouteTable> writer =
          new DataFileWriter<>(new SpecificDatumWriter<>(RouteTable.class))) {
        writer.create(RouteTable.getClassSchema(), next.toFile());
        writer.append(table);
      }
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file(table.getModel()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the route table of " + table.getModel(), e);
    } catch (AvroRuntimeException e) {
      throw new UncheckedIOException(
          "Cannot save the route table of " + table.getModel(), new IOException(e.getMessage(), e));
    }
  }

  /** The model's last table; empty if there is none that can be read. */
  Optional<RouteTable> load(String model) {
    Path file = file(model);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return read(file);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A damaged file must not stop a node. Avro fails on one in many ways; it even makes room for
      // whatever length the file claims.
      log.warn("stored table unreadable model={} file={} reason={}", model, file, e.toString());
      return Optional.empty();
    }
  }

  private static Optional<RouteTable> read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException("Expected at most %d bytes".formatted(LARGEST_FILE));
    }
    try (DataFileReader<RouteTable> reader =
        new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(RouteTable.class))) {
      return reader.hasNext() ? Optional.of(reader.next()) : Optional.empty();
    }
  }

  private Path file(String model) {
    return directory.resolve(model + ".avro");
  }
}
