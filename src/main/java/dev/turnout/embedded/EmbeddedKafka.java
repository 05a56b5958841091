package dev.turnout.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka cluster of one to three nodes in this process, listening on the loopback interface.
 * With a data directory it may be closed and started again, with other ports if need be, and keeps
 * its records. Starting takes one to two seconds for the first in a process and about 0.2 s for the
 * next. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private final List<EmbeddedNode> nodes;
  private final Path dataDir;
  private final boolean temporary;

  private EmbeddedKafka(List<EmbeddedNode> nodes, Path dataDir, boolean temporary) {
    this.nodes = List.copyOf(nodes);
    this.dataDir = dataDir;
    this.temporary = temporary;
  }

  /**
   * Starts a cluster and returns when it answers.
   *
   * @throws EmbeddedKafkaException when a port is taken, the directory cannot be used or a node
   *     does not start; nothing is left running then
   */
  public static EmbeddedKafka start(EmbeddedKafkaOptions options) {
    ExitGuard.install();
    boolean temporary = options.dataDir().isEmpty();
    Path dataDir = prepared(options);
    try {
      var kafka = new EmbeddedKafka(newNodes(options, dataDir), dataDir, temporary);
      kafka.startAll();
      return kafka;
    } catch (IOException e) {
      if (temporary) {
        deleteRecursively(dataDir);
      }
      throw new EmbeddedKafkaException("Could not start the embedded Kafka: " + e.getMessage(), e);
    }
  }

  /** Value for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return nodes.stream().map(EmbeddedNode::brokerAddress).collect(Collectors.joining(","));
  }

  /** Where the records are. */
  public Path dataDir() {
    return dataDir;
  }

  /** How many nodes the cluster has, running or not. */
  public int size() {
    return nodes.size();
  }

  /**
   * Stops one node, numbered from 1, as if its machine was shut down; the others go on while they
   * are a majority.
   */
  public void stopNode(int node) {
    nodes.get(node - 1).stop();
  }

  /** Starts a stopped node again on the same ports. */
  public void startNode(int node) {
    nodes.get(node - 1).start();
  }

  /** Stops every node and removes a temporary directory. Does nothing the second time. */
  @Override
  public void close() {
    try {
      onAll(EmbeddedNode::stop);
    } finally {
      if (temporary) {
        deleteRecursively(dataDir);
      }
    }
  }

  private void startAll() {
    try {
      onAll(EmbeddedNode::start);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Path prepared(EmbeddedKafkaOptions options) {
    try {
      Optional<Path> given = options.dataDir();
      return given.isPresent()
          ? Files.createDirectories(given.get())
          : Files.createTempDirectory("turnout-kafka-");
    } catch (IOException e) {
      throw new EmbeddedKafkaException(
          "Could not make a directory for the embedded Kafka: " + e.getMessage(), e);
    }
  }

  private static List<EmbeddedNode> newNodes(EmbeddedKafkaOptions options, Path dataDir)
      throws IOException {
    String clusterId = clusterId(dataDir);
    Map<Integer, InetSocketAddress> voters = new TreeMap<>();
    var sockets = new ArrayList<NodeSockets>();
    for (int id = 1; id <= options.nodes(); id++) {
      NodeSockets opened = openSockets(options, id, sockets);
      sockets.add(opened);
      voters.put(id, opened.controllerAddress());
    }
    var nodes = new ArrayList<EmbeddedNode>();
    for (int id = 1; id <= options.nodes(); id++) {
      Path directory = dataDir.resolve("node-" + id);
      nodes.add(
          new EmbeddedNode(
              id, clusterId, directory, sockets.get(id - 1), voters, options.overrides()));
    }
    return nodes;
  }

  private static NodeSockets openSockets(
      EmbeddedKafkaOptions options, int id, List<NodeSockets> opened) throws IOException {
    try {
      return NodeSockets.open(options.port() == 0 ? 0 : options.port() + id - 1, 0);
    } catch (IOException e) {
      opened.forEach(NodeSockets::close);
      throw e;
    }
  }

  /** The nodes need each other to start and to stop, so they do it at the same time. */
  private void onAll(Consumer<EmbeddedNode> action) {
    ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
    try {
      CompletableFuture.allOf(
              nodes.stream()
                  .map(node -> CompletableFuture.runAsync(() -> action.accept(node), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new EmbeddedKafkaException("The embedded Kafka failed: " + cause.getMessage(), cause);
    } finally {
      threads.shutdown();
    }
  }

  /** The id under which the directory was formatted, or a new one. */
  private static String clusterId(Path dataDir) throws IOException {
    Path file = dataDir.resolve("node-1").resolve("meta.properties");
    Optional<String> known = Optional.empty();
    if (Files.exists(file)) {
      known =
          Files.readAllLines(file).stream()
              .filter(line -> line.startsWith("cluster.id="))
              .map(line -> line.substring("cluster.id=".length()).replace("\\", ""))
              .findFirst();
    }
    return known.orElseGet(() -> Uuid.randomUuid().toString());
  }

  private static void deleteRecursively(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
