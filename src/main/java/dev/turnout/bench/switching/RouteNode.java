package dev.turnout.bench.switching;

import dev.turnout.agents.agent.RouteCodec;
import dev.turnout.agents.agent.RouteConsumerConfig;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.events.RouteTable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A simulated agent: a consumer of the route topic with an agent's settings and a thread of its
 * own, which decodes each table and keeps the newest. It rests while it does not take part.
 */
final class RouteNode implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final int index;
  private final NodeFleet fleet;
  private final Deserializer<Object> values;
  private final Thread thread;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile boolean open = true;
  private volatile Optional<Consumer<byte[], byte[]>> reading = Optional.empty();
  private Optional<DesiredTable> newest = Optional.empty();

  /** Starts to read. */
  RouteNode(int index, NodeFleet fleet, KafkaSettings settings, Deserializer<Object> values) {
    this.index = index;
    this.fleet = fleet;
    this.values = values;
    this.thread = new Thread(() -> run(settings), "bench-node-" + index);
    thread.setDaemon(true);
    thread.start();
  }

  void awaitStarted() throws InterruptedException {
    started.await();
  }

  private void run(KafkaSettings settings) {
    var bytes = new ByteArrayDeserializer();
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(RouteConsumerConfig.of(settings, thread.getName()), bytes, bytes)) {
      reading = Optional.of(consumer);
      consumer.assign(fleet.partitions());
      consumer.seekToBeginning(fleet.partitions());
      for (TopicPartition partition : fleet.partitions()) {
        consumer.position(partition);
      }
      started.countDown();
      while (open) {
        fleet.awaitTurn(index);
        consumer.poll(POLL).forEach(this::accept);
      }
    } catch (WakeupException e) {
      // Closing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      started.countDown();
    }
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    RouteTable wire = (RouteTable) values.deserialize(record.topic(), record.value());
    DesiredTable table = RouteCodec.decode(wire, thread.getName());
    if (newest.isEmpty() || table.routes().isNewerThan(newest.get().routes())) {
      newest = Optional.of(table);
      fleet.arrived(index, table.routes().epoch());
    }
  }

  @Override
  public void close() {
    open = false;
    reading.ifPresent(Consumer::wakeup);
  }

  void awaitEnd() throws InterruptedException {
    thread.join(POLL.toMillis() * 20);
  }
}
