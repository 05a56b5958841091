package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How long a model of a killed orchestrator waits for its next decision while another one stands
 * by. {@code -Dturnout.failover.rounds} says how often one is killed.
 */
class FailoverTimeIT extends OnTheBus {
  private static final int ROUNDS = Integer.getInteger("turnout.failover.rounds", 2);

  /** Nobody waits for it here, so what happens within {@link #LIMIT} happens for another reason. */
  private static final long SESSION_MS = Duration.ofMinutes(10).toMillis();

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Map<String, Process> orchestrators = new HashMap<>();

  @AfterEach
  void killAll() {
    orchestrators.values().forEach(Process::destroyForcibly);
  }

  @Test
  void shouldDecideAgainSoonAfterTheOwnerWasKilled() throws Exception {
    // given
    List<String> models = List.of(modelIn(0), modelIn(1));
    AtomicBoolean over = new AtomicBoolean();
    Decisions decisions = new Decisions();
    Thread listener = new Thread(() -> decisions.listen(over), "decisions");
    Thread pipeline = new Thread(() -> command(models, over), "pipeline");
    List<Long> waits = new ArrayList<>();
    List.of("a", "b").forEach(this::start);
    awaitBoth();
    listener.start();
    pipeline.start();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String victim = round % 2 == 0 ? "a" : "b";
        Thread.sleep(2_000);
        // when
        long killed = System.nanoTime();
        Optional.ofNullable(orchestrators.get(victim)).orElseThrow().destroyForcibly().waitFor();
        long waited = decisions.longestSilence(killed);
        waits.add(waited);
        System.out.printf("[failover] killed %s, next decision after %d ms%n", victim, waited);
        start(victim);
        awaitBoth();
      }
    } finally {
      over.set(true);
      listener.join();
      pipeline.join();
    }
    // then
    assertThat(waits).as("decisions without the end of the session").hasSize(ROUNDS);
    List<Long> sorted = waits.stream().sorted().toList();
    System.out.printf(
        "[failover] of %d: p50 %d ms, max %d ms%n",
        sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
  }

  @Test
  void shouldLeaveOneThatIsOnlyStoppedToItsSession() throws Exception {
    // given
    List.of("a", "b").forEach(this::start);
    Set<String> before = awaitBoth();
    // when
    signal("STOP", "b");
    Thread.sleep(3_000);
    signal("CONT", "b");
    // then
    Thread.sleep(1_000);
    assertThat(awaitBoth()).isEqualTo(before);
  }

  @Test
  void shouldLeaveTheGroupAtOnceWhenClosed() {
    // given
    Orchestrator first = ready(patient("first"));
    try (Orchestrator second = ready(patient("second"))) {
      awaitBoth();
      // when
      first.close();
      // then
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> second.scrape().contains("turnout_orchestrator_partitions 2"));
      assertThat(second.scrape()).contains("turnout_orchestrator_peers_removed_total 0");
    }
  }

  /** Two partitions' decisions: when each of them arrived at a reader of the journal. */
  private final class Decisions {
    private final Map<Integer, ConcurrentSkipListMap<Long, Long>> arrived =
        Map.of(0, new ConcurrentSkipListMap<>(), 1, new ConcurrentSkipListMap<>());

    void listen(AtomicBoolean over) {
      Map<String, Object> config = new HashMap<>(bus.config());
      config.put("isolation.level", "read_committed");
      config.put("fetch.max.wait.ms", 20);
      try (var consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        List<TopicPartition> all =
            List.of(
                new TopicPartition(bus.topics().journal(), 0),
                new TopicPartition(bus.topics().journal(), 1));
        consumer.assign(all);
        consumer.seekToEnd(all);
        while (!over.get()) {
          consumer
              .poll(Duration.ofMillis(20))
              .forEach(r -> arrived.get(r.partition()).put(System.nanoTime(), r.offset()));
        }
      }
    }

    /** In ms, from the kill to the end of the longest silence; the longer of the two partitions. */
    long longestSilence(long killed) throws InterruptedException {
      long longest = 0;
      for (ConcurrentSkipListMap<Long, Long> one : arrived.values()) {
        longest = Math.max(longest, silence(one, killed));
      }
      return longest / 1_000_000;
    }

    private long silence(ConcurrentSkipListMap<Long, Long> times, long killed)
        throws InterruptedException {
      // Decisions of the dead may still be on their way to the reader.
      long from = killed + 300_000_000L;
      long limit = killed + LIMIT.toNanos();
      while (System.nanoTime() < from || times.higherKey(from) == null) {
        assertThat(System.nanoTime()).as("silent for two minutes").isLessThan(limit);
        Thread.sleep(5);
      }
      Thread.sleep(500);
      long previous = killed;
      long longest = 0;
      long end = killed;
      for (long time : times.tailMap(killed).keySet()) {
        if (time - previous > longest) {
          longest = time - previous;
          end = time;
        }
        previous = time;
      }
      return end - killed;
    }
  }

  private void command(List<String> models, AtomicBoolean over) {
    while (!over.get()) {
      models.forEach(model -> client.send(bus.topics().commands(), model, Commands.abort(model)));
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void start(String instance) {
    try {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OrchestratorProcess.class.getName(),
                  bus.bootstrapServers(),
                  bus.registryUrl(),
                  bus.topics().prefix(),
                  instance,
                  "session.timeout.ms=" + SESSION_MS)
              .inheritIO()
              .start();
      orchestrators.put(instance, process);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private OrchestratorConfig patient(String instance) {
    return config(instance).withKafka("session.timeout.ms", Long.toString(SESSION_MS));
  }

  private void signal(String name, String instance) throws Exception {
    long pid = Optional.ofNullable(orchestrators.get(instance)).orElseThrow().pid();
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  /** Waits until each of the two owns a partition; returns who they are. */
  private Set<String> awaitBoth() {
    String group = bus.topics().orchestratorGroup();
    try (Admin admin = bus.admin()) {
      return Awaitility.await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(
              () -> {
                ConsumerGroupDescription now =
                    admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get();
                return now.groupState() != GroupState.STABLE
                    ? Set.<String>of()
                    : now.members().stream()
                        .filter(m -> !m.assignment().topicPartitions().isEmpty())
                        .map(MemberDescription::consumerId)
                        .collect(Collectors.toSet());
              },
              owners -> owners.size() == 2);
    }
  }

  private static String modelIn(int partition) {
    for (int i = 0; ; i++) {
      if (Topics.partitionOf("m-" + i, 2) == partition) {
        return "m-" + i;
      }
    }
  }
}
