package dev.turnout.embedded;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The broker properties of a small cluster on one machine that starts, restarts and stops fast. */
final class NodeProperties {

  private NodeProperties() {}

  static Properties of(
      int id,
      Path directory,
      NodeSockets sockets,
      Map<Integer, InetSocketAddress> voters,
      Map<String, String> overrides) {
    var properties = new Properties();
    addIdentity(properties, id, directory, sockets, voters);
    addReplication(properties, Math.min(3, voters.size()));
    addSmallness(properties);
    addSpeed(properties);
    properties.putAll(overrides);
    return properties;
  }

  private static void addIdentity(
      Properties properties,
      int id,
      Path directory,
      NodeSockets sockets,
      Map<Integer, InetSocketAddress> voters) {
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(id));
    properties.put(
        "controller.quorum.voters",
        voters.entrySet().stream()
            .map(voter -> voter.getKey() + "@" + hostAndPort(voter.getValue()))
            .collect(Collectors.joining(",")));
    properties.put("controller.listener.names", NodeSockets.CONTROLLER);
    properties.put(
        "listeners",
        "%s://%s,%s://%s"
            .formatted(
                NodeSockets.BROKER,
                hostAndPort(sockets.brokerAddress()),
                NodeSockets.CONTROLLER,
                hostAndPort(sockets.controllerAddress())));
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", directory.toString());
    properties.put("auto.create.topics.enable", "false");
  }

  private static void addReplication(Properties properties, int copies) {
    String replicas = Integer.toString(copies);
    String inSync = Integer.toString(Math.max(1, copies - 1));
    properties.put("default.replication.factor", replicas);
    properties.put("offsets.topic.replication.factor", replicas);
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", replicas);
    properties.put("transaction.state.log.min.isr", inSync);
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("share.coordinator.state.topic.replication.factor", replicas);
    properties.put("share.coordinator.state.topic.min.isr", inSync);
    properties.put("share.coordinator.state.topic.num.partitions", "1");
  }

  private static void addSmallness(Properties properties) {
    properties.put("num.network.threads", "1");
    properties.put("num.io.threads", "2");
    properties.put("background.threads", "2");
    properties.put("num.recovery.threads.per.data.dir", "1");
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    properties.put("metric.reporters", "");
  }

  /**
   * A restart on the same directory does not wait for the old registration, and a transaction does
   * not wait 20 ms for the one before it.
   */
  private static void addSpeed(Properties properties) {
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("controlled.shutdown.enable", "true");
    properties.put("broker.session.timeout.ms", "1500");
    properties.put("broker.heartbeat.interval.ms", "300");
    properties.put("add.partitions.to.txn.retry.backoff.ms", "1");
    properties.put("add.partitions.to.txn.retry.backoff.max.ms", "5");
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  static String hostAndPort(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
