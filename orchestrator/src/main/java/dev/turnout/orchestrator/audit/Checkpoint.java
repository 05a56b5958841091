package dev.turnout.orchestrator.audit;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * How far a recording was verified: the next verification goes on from there, also when the inputs
 * before have expired. An Avro file with the states of the models; positions are in its header.
 *
 * @param prefix topic prefix of the installation
 * @param partitions in the order of their numbers
 */
public record Checkpoint(String prefix, List<PartitionCheckpoint> partitions) {

  private static final String PREFIX = "turnout.prefix";
  private static final String COUNT = "turnout.partitions";
  private static final String PARTITION = "turnout.partition.";

  public Checkpoint {
    partitions = List.copyOf(partitions);
  }

  /** Of an installation of which nothing was verified. */
  public static Checkpoint start(String prefix, int partitions) {
    List<PartitionCheckpoint> all = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      all.add(PartitionCheckpoint.start(p));
    }
    return new Checkpoint(prefix, all);
  }

  /** Replaces the file, or leaves it as it was. */
  public void write(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (var writer = new DataFileWriter<>(new SpecificDatumWriter<>(RolloutState.class))) {
      writer.setMeta(PREFIX, prefix);
      writer.setMeta(COUNT, partitions.size());
      partitions.forEach(p -> writer.setMeta(PARTITION + p.partition(), positions(p)));
      writer.create(RolloutState.getClassSchema(), beside.toFile());
      for (PartitionCheckpoint partition : partitions) {
        for (RolloutState state : partition.states()) {
          writer.append(state);
        }
      }
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is not a checkpoint
   */
  public static Checkpoint read(Path file) throws IOException {
    try (var reader =
        new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(RolloutState.class))) {
      if (reader.getMetaString(PREFIX) == null) {
        throw new IllegalArgumentException("it names no installation");
      }
      Map<Integer, List<RolloutState>> byPartition = new TreeMap<>();
      int count = (int) reader.getMetaLong(COUNT);
      for (RolloutState state : reader) {
        int partition = dev.turnout.schemas.Topics.partitionOf(state.getModel(), count);
        byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(state);
      }
      List<PartitionCheckpoint> partitions = new ArrayList<>();
      for (int p = 0; p < count; p++) {
        partitions.add(
            partition(
                p, reader.getMetaString(PARTITION + p), byPartition.getOrDefault(p, List.of())));
      }
      return new Checkpoint(reader.getMetaString(PREFIX), partitions);
    } catch (AvroRuntimeException | NumberFormatException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String positions(PartitionCheckpoint p) {
    return "%d,%d,%d,%d,%b"
        .formatted(
            p.journal(),
            p.consumed().of(InputTopic.COMMANDS),
            p.consumed().of(InputTopic.AGENTS),
            p.consumed().of(InputTopic.METRICS),
            p.isComplete());
  }

  private static PartitionCheckpoint partition(
      int number, String positions, List<RolloutState> states) {
    String[] parts = positions.split(",", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("partition %d has no positions".formatted(number));
    }
    var consumed = new Positions();
    consumed.advance(InputTopic.COMMANDS, Long.parseLong(parts[1]));
    consumed.advance(InputTopic.AGENTS, Long.parseLong(parts[2]));
    consumed.advance(InputTopic.METRICS, Long.parseLong(parts[3]));
    return new PartitionCheckpoint(
        number, Long.parseLong(parts[0]), consumed, states, Boolean.parseBoolean(parts[4]));
  }
}
