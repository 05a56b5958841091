package dev.turnout.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an {@link EmbeddedKafka} is run.
 *
 * @param nodes 1 to 3 brokers, each also a controller
 * @param dataDir where records are kept over a restart; empty for a temporary directory that is
 *     deleted at the end
 * @param port of the first broker on the loopback interface, the next ones follow; 0 takes any free
 *     ports
 * @param overrides broker properties that differ from ours
 */
public record EmbeddedKafkaOptions(
    int nodes, Optional<Path> dataDir, int port, Map<String, String> overrides) {

  public EmbeddedKafkaOptions {
    if (nodes < 1 || nodes > 3) {
      throw new IllegalArgumentException("Expected 1 to 3 nodes, but got " + nodes);
    }
    if (port < 0 || port + nodes - 1 > 65_535) {
      throw new IllegalArgumentException(
          "Expected a port in [0, 65535], but got " + port + " (0 takes a free one)");
    }
    overrides = Map.copyOf(overrides);
  }

  /** One broker, a temporary directory and a free port. */
  public static EmbeddedKafkaOptions temporary() {
    return new EmbeddedKafkaOptions(1, Optional.empty(), 0, Map.of());
  }

  public EmbeddedKafkaOptions withNodes(int count) {
    return new EmbeddedKafkaOptions(count, dataDir, port, overrides);
  }

  public EmbeddedKafkaOptions withDataDir(Path directory) {
    return new EmbeddedKafkaOptions(nodes, Optional.of(directory), port, overrides);
  }

  public EmbeddedKafkaOptions withPort(int first) {
    return new EmbeddedKafkaOptions(nodes, dataDir, first, overrides);
  }

  public EmbeddedKafkaOptions with(String key, String value) {
    var more = new HashMap<>(overrides);
    more.put(key, value);
    return new EmbeddedKafkaOptions(nodes, dataDir, port, more);
  }
}
