package dev.turnout.bench.faults.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is to run.
 *
 * @param folder keeps data, configurations and logs
 * @param partitions of each topic
 * @param models what is rolled out; each node serves all of them
 * @param nodes how many nodes with an agent there are, from 0
 * @param brokerProperties that differ from those of a small cluster that restarts fast
 */
record Plan(
    Path folder,
    int partitions,
    List<String> models,
    int nodes,
    Map<String, String> brokerProperties) {
  static final int BROKERS = 3;
  static final List<String> ORCHESTRATORS = List.of("orchestrator-1", "orchestrator-2");

  /** Restores what a small cluster has shorter than a broker that nobody configured. */
  static final Map<String, String> STOCK_BROKER =
      Map.of(
          "broker.session.timeout.ms", "9000",
          "broker.heartbeat.interval.ms", "2000",
          "add.partitions.to.txn.retry.backoff.ms", "20",
          "add.partitions.to.txn.retry.backoff.max.ms", "100",
          "group.initial.rebalance.delay.ms", "3000",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "10000");

  Plan {
    models = List.copyOf(models);
    brokerProperties = Map.copyOf(brokerProperties);
  }

  /** With a folder that stays, so that its logs can be read. */
  static Plan inTemporaryFolder(int partitions, List<String> models, int nodes) {
    try {
      Path folder = Files.createTempDirectory("turnout-faults-");
      return new Plan(folder, partitions, models, nodes, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Plan withBrokers(Map<String, String> properties) {
    return new Plan(folder, partitions, models, nodes, properties);
  }
}
