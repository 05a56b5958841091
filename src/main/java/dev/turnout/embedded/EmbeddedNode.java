package dev.turnout.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.fault.FaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node that is both broker and controller. */
final class EmbeddedNode {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedNode.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final int id;
  private final String clusterId;
  private final Path directory;
  private final NodeSockets sockets;
  private final Map<Integer, InetSocketAddress> voters;
  private final Map<String, String> overrides;
  private @Nullable ControllerServer controller;
  private @Nullable BrokerServer broker;

  EmbeddedNode(
      int id,
      String clusterId,
      Path directory,
      NodeSockets sockets,
      Map<Integer, InetSocketAddress> voters,
      Map<String, String> overrides) {
    this.id = id;
    this.clusterId = clusterId;
    this.directory = directory;
    this.sockets = sockets;
    this.voters = voters;
    this.overrides = overrides;
  }

  String brokerAddress() {
    return NodeProperties.hostAndPort(sockets.brokerAddress());
  }

  /** Returns when the broker serves. Does nothing when it runs. */
  synchronized void start() {
    if (broker != null) {
      return;
    }
    format();
    KafkaConfig config =
        KafkaConfig.fromProps(NodeProperties.of(id, directory, sockets, voters, overrides), false);
    var logDirs = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    var shared =
        new SharedServer(
            config,
            logDirs._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(voters),
            List.of(),
            (name, fatal, action) -> faultHandler(name, action),
            sockets);
    // The controller first: started at the same time, the broker would find the quorum without an
    // address.
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2());
    controller.startup();
    broker = new BrokerServer(shared);
    broker.startup();
  }

  /** Returns when the node is down. Does nothing when it does not run. */
  synchronized void stop() {
    if (broker != null) {
      broker.shutdown(STOP_WITHIN);
      broker = null;
    }
    if (controller != null) {
      controller.shutdown();
      controller = null;
    }
    sockets.close();
  }

  private void format() {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(directory);
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setNodeId(id)
          .setClusterId(clusterId)
          .setControllerListenerName(NodeSockets.CONTROLLER)
          .setDirectories(List.of(directory.toString()))
          .setMetadataLogDirectory(directory.toString())
          .run();
    } catch (Exception e) {
      throw new EmbeddedKafkaException(
          "Could not prepare " + directory + " for Kafka: " + e.getMessage(), e);
    }
  }

  private FaultHandler faultHandler(String name, Runnable action) {
    return (message, cause) -> {
      LOG.error("The embedded Kafka has a fault node={} in={}: {}", id, name, message, cause);
      action.run();
      return new IllegalStateException(name + ": " + message, cause);
    };
  }
}
