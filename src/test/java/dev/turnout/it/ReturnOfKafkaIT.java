package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.agent.KafkaSide;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.Bootstrap;
import dev.turnout.testing.KafkaBroker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many nodes find Kafka again. {@code -Dturnout.nodes} says how many; what their clients did is
 * read from the metrics that Kafka's clients keep.
 */
@ExtendWith(KafkaBroker.class)
class ReturnOfKafkaIT {
  private static final int NODES = Integer.getInteger("turnout.nodes", 30);
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final Duration SAMPLE = Duration.ofMillis(500);

  private final EmbeddedRegistry registry = EmbeddedRegistry.start();

  @Test
  void shouldComeBackToKafkaOneAfterTheOther(@Bootstrap(nodes = 1) EmbeddedKafka kafka)
      throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
    try (Admin admin = Admin.create(config)) {
      new TopicsAdmin(admin, Topics.standard(), TopicSettings.singleBroker().withPartitions(3))
          .create();
    }
    KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers(), registry.url());
    List<KafkaSide> nodes =
        IntStream.range(0, NODES).mapToObj(i -> new KafkaSide(settings, "node-" + i)).toList();
    ScheduledExecutorService reports = Executors.newScheduledThreadPool(1);
    nodes.forEach(
        node ->
            reports.scheduleAtFixedRate(
                node::report,
                ThreadLocalRandom.current().nextInt(1_000),
                1_000,
                TimeUnit.MILLISECONDS));
    try {
      // given
      await(nodes, 1);
      long before = requests();
      Thread.sleep(USUAL.toMillis());
      long usual = requests() - before;

      // when
      kafka.stopNode(1);
      Thread.sleep(20_000);
      List<Long> arrived = nodes.stream().map(KafkaSide::arrived).toList();
      long asked = requests();
      long begin = System.nanoTime();
      Samples samples = new Samples();
      kafka.startNode(1);
      await(nodes, Collections.max(arrived) + 1);
      List<Long> perSample = samples.end();
      long after = requests() - asked;
      long took = System.nanoTime() - begin;

      // then
      System.out.printf(
          "[return] %d nodes: connections per %d ms %s, requests in %d ms %d, usually %d in %d ms%n",
          NODES, SAMPLE.toMillis(), perSample, took / 1_000_000, after, usual, USUAL.toMillis());
      long all = perSample.stream().mapToLong(Long::longValue).sum();
      assertThat(all).as("connections of two clients a node").isLessThan(NODES * 8L);
      // A quarter with the pauses of Kafka's clients, three quarters without.
      assertThat(samples.most()).as("of %d at once", all).isLessThan(all * 3 / 5);
    } finally {
      reports.shutdownNow();
      nodes.parallelStream().forEach(KafkaSide::close);
      registry.close();
    }
  }

  /** How many connections were made in each half second. */
  private static final class Samples {
    private final List<Long> made = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread = new Thread(this::take, "samples");
    private volatile long most;

    Samples() {
      thread.start();
    }

    /** The most in one that was taken in time: where the machine paused, much comes at once. */
    long most() {
      return most;
    }

    List<Long> end() throws InterruptedException {
      over.set(true);
      thread.join();
      return made;
    }

    private void take() {
      try {
        long before = connections();
        long last = System.nanoTime();
        boolean late = false;
        while (!over.get()) {
          Thread.sleep(SAMPLE.toMillis());
          long now = connections();
          made.add(now - before);
          boolean lateBefore = late;
          late = System.nanoTime() - last > 3 * SAMPLE.toNanos() / 2;
          most = late || lateBefore ? most : Math.max(most, now - before);
          before = now;
          last = System.nanoTime();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void await(List<KafkaSide> nodes, long arrived) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> nodes.stream().allMatch(node -> node.isConnected() && node.arrived() >= arrived));
  }

  private static long connections() throws Exception {
    return sum("connection-creation-total");
  }

  private static long requests() throws Exception {
    return sum("request-total");
  }

  private static long sum(String attribute) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    double sum = 0;
    for (String pattern :
        List.of(
            "kafka.consumer:type=consumer-metrics,client-id=turnout-routes-*",
            "kafka.producer:type=producer-metrics,client-id=turnout-reports-*")) {
      for (ObjectName name : server.queryNames(new ObjectName(pattern), null)) {
        sum += ((Number) server.getAttribute(name, attribute)).doubleValue();
      }
    }
    return Math.round(sum);
  }
}
