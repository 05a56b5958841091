package dev.turnout.it;

import static dev.turnout.it.AgentRig.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.agent.Agent;
import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeLimit;
import dev.turnout.events.NodesSwitched;
import dev.turnout.events.RateKind;
import dev.turnout.events.RateMetric;
import dev.turnout.events.RollingStrategy;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.events.StartRollout;
import dev.turnout.events.StepCompleted;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRef;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node by node over a real broker, with four agents, their proxies and model servers. */
class RollingIT extends OnTheBus {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  @TempDir private Path directory;

  @Test
  void shouldSwitchOneNodeAfterTheOtherWithoutLosingARequest() throws Exception {
    try (AgentRig rig = new AgentRig(bus.config(), bus.topics(), directory);
        Orchestrator orchestrator = ready(config("rolling"));
        Users users = new Users(rig)) {
      // when
      client.send(bus.topics().commands(), MODEL, rolling());

      // then
      Awaitility.await().atMost(LIMIT).until(() -> outcome(MODEL).equals("PROMOTED"));
      assertThat(batches())
          .containsExactly(
              List.of("node-4"), List.of("node-1"), List.of("node-2"), List.of("node-3"));
      assertThatEachBatchWasWatchedBeforeTheNext();
      users.assertServed("v2");
      assertThat(users.strange).as("answers of no version, or of v1 after v2").isEmpty();
      List<Long> switches =
          List.of(
              users.firstOf("node-4"),
              users.firstOf("node-1"),
              users.firstOf("node-2"),
              users.firstOf("node-3"));
      assertThat(switches).as("first answers of v2").isSorted();
      assertThatBatchesAreApart();
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldBringBackTheOnlyNodeThatHadABadCandidate() throws Exception {
    HttpServer bad = failing();
    try (AgentRig rig =
            new AgentRig(bus.config(), bus.topics(), directory)
                .with("v2", bad.getAddress().getPort());
        Orchestrator orchestrator = ready(config("rolled-back"));
        Users users = new Users(rig)) {
      // when
      client.send(bus.topics().commands(), MODEL, rolling());

      // then
      Awaitility.await().atMost(LIMIT).until(() -> outcome(MODEL).equals("ROLLED_BACK"));
      assertThat(batches()).containsExactly(List.of("node-4"));
      assertThat(reasonOfReturn()).contains("fail");
      users.assertServed("v1");
      assertThat(users.failedOn).as("nodes on which requests failed").containsExactly("node-4");
      assertThat(orchestrator.unready()).isEmpty();
    } finally {
      bad.stop(0);
    }
  }

  /**
   * The node of the tier 'canary' first; judged by a limit alone, as minutes of a past are none.
   */
  private static RolloutCommand rolling() {
    RateMetric errors =
        RateMetric.newBuilder()
            .setName("errors")
            .setKind(RateKind.ERRORS)
            .setMargin(0.02)
            .setLimit(0.2)
            .setCompared(false)
            .build();
    RolloutSpec spec =
        new RolloutSpec(
            new VersionRef("v1", null),
            new VersionRef("v2", null),
            new RollingStrategy(
                null,
                new NodeLimit(1, null),
                Map.of(),
                List.of(Map.of("tier", "canary")),
                BETWEEN.toMillis(),
                500L),
            AnalysisSpec.newBuilder()
                .setMetrics(List.of(errors))
                .setWarmUpMs(0)
                .setWarmUpRequests(0)
                .setMinimumSample(50)
                .build(),
            new Stickiness(StickinessKind.NONE, null),
            60_000L,
            Map.of());
    return Commands.command(MODEL, MODEL + "-v2", new StartRollout(spec, false));
  }

  private List<List<String>> batches() {
    return journal(MODEL).stream()
        .filter(entry -> entry.getEvent() instanceof NodesSwitched)
        .map(entry -> List.copyOf(((NodesSwitched) entry.getEvent()).getNodes()))
        .toList();
  }

  private void assertThatBatchesAreApart() {
    List<Long> times =
        journal(MODEL).stream()
            .filter(entry -> entry.getEvent() instanceof NodesSwitched)
            .map(JournalEntry::getAtMs)
            .toList();
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1))
          .as("milliseconds between batches: %s", times)
          .isGreaterThanOrEqualTo(BETWEEN.toMillis());
    }
  }

  private void assertThatEachBatchWasWatchedBeforeTheNext() {
    boolean watched = true;
    for (JournalEntry entry : journal(MODEL)) {
      if (entry.getEvent() instanceof NodesSwitched batch) {
        assertThat(watched).as("an analysis before %s", batch).isTrue();
        watched = false;
      } else if (entry.getEvent() instanceof StepCompleted step) {
        watched |= step.getEvidence() != null;
      }
    }
  }

  private String reasonOfReturn() {
    return journal(MODEL).stream()
        .filter(entry -> entry.getEvent() instanceof RolloutTurnedBack)
        .map(entry -> ((RolloutTurnedBack) entry.getEvent()).getReason())
        .findFirst()
        .orElseThrow();
  }

  /** Ready, but half of what it is asked fails. */
  private static HttpServer failing() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/",
        exchange -> {
          boolean probe = exchange.getRequestMethod().equals("GET");
          exchange.getRequestBody().readAllBytes();
          byte[] body = "v2".getBytes(StandardCharsets.UTF_8);
          int status = probe || asked.incrementAndGet() % 2 == 0 ? 200 : 500;
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Four agents, and on each of them somebody who asks all the time. */
  private static final class Users implements AutoCloseable {
    private final Set<String> strange = new ConcurrentSkipListSet<>();
    private final Set<String> failedOn = new ConcurrentSkipListSet<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Seen> all = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private record Seen(String node, AtomicLong firstOfV2, AtomicLong v1, AtomicLong v2) {}

    Users(AgentRig rig) throws InterruptedException {
      for (int i = 1; i <= 4; i++) {
        String node = "node-" + i;
        Agent agent = rig.start(node, i == 4 ? Map.of("tier", "canary") : Map.of("tier", "other"));
        assertThat(agent.awaitConnected(LIMIT)).isTrue();
        Seen seen = new Seen(node, new AtomicLong(), new AtomicLong(), new AtomicLong());
        all.add(seen);
        threads.add(new Thread(() -> ask(rig, agent, seen), node + "-user"));
      }
      threads.forEach(Thread::start);
    }

    long firstOf(String node) {
      return all.stream()
          .filter(seen -> seen.node().equals(node))
          .mapToLong(seen -> seen.firstOfV2().get())
          .sum();
    }

    /** Every node serves this version, now. */
    void assertServed(String version) {
      for (Seen seen : all) {
        AtomicLong served = version.equals("v1") ? seen.v1() : seen.v2();
        long before = served.get();
        Awaitility.await(seen.node()).atMost(LIMIT).until(() -> served.get() > before + 20);
      }
    }

    private void ask(AgentRig rig, Agent agent, Seen seen) {
      while (!over.get()) {
        String answer = rig.ask(agent, "user");
        if (answer.equals("v1")) {
          seen.v1().incrementAndGet();
          if (seen.v2().get() > 0 && failedOn.isEmpty()) {
            strange.add(seen.node() + ": v1 after v2");
          }
        } else if (answer.equals("v2")) {
          seen.firstOfV2().compareAndSet(0, System.nanoTime());
          seen.v2().incrementAndGet();
        } else if (seen.v1().get() > 0) {
          // Before the first answer there is no table yet.
          failedOn.add(seen.node());
          strange.add(seen.node() + ": " + answer);
        }
        pause();
      }
    }

    private static void pause() {
      try {
        Thread.sleep(4);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws InterruptedException {
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
