package dev.turnout.bench.switching;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.schemas.Serdes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Simulated agents, of which the first so many take part. */
final class NodeFleet implements AutoCloseable {
  private final List<TopicPartition> partitions;
  private final Deserializer<Object> values;
  private final List<RouteNode> nodes = new ArrayList<>();
  private volatile Optional<Arrivals> arrivals = Optional.empty();
  private int playing = Integer.MAX_VALUE;

  /**
   * Starts all of them, and returns when each reads.
   *
   * @param partitions of the route topic
   */
  NodeFleet(int size, KafkaSettings settings, List<TopicPartition> partitions)
      throws InterruptedException {
    this.partitions = partitions;
    this.values = Serdes.valueDeserializer(settings.properties());
    for (int i = 0; i < size; i++) {
      nodes.add(new RouteNode(i, this, settings, values));
    }
    for (RouteNode node : nodes) {
      node.awaitStarted();
    }
  }

  List<TopicPartition> partitions() {
    return partitions;
  }

  /** From now on, so many take part; the others neither ask nor answer. */
  synchronized void play(int count) {
    playing = count;
    notifyAll();
  }

  /** Waits for the arrivals of a table from now on. */
  Arrivals expect(long epoch, int count) {
    Arrivals expected = new Arrivals(epoch, count);
    arrivals = Optional.of(expected);
    return expected;
  }

  void arrived(int node, long epoch) {
    arrivals.ifPresent(expected -> expected.arrived(node, epoch));
  }

  synchronized void awaitTurn(int node) throws InterruptedException {
    while (node >= playing) {
      wait();
    }
  }

  @Override
  public void close() throws InterruptedException {
    nodes.forEach(RouteNode::close);
    play(Integer.MAX_VALUE);
    for (RouteNode node : nodes) {
      node.awaitEnd();
    }
    values.close();
  }
}
