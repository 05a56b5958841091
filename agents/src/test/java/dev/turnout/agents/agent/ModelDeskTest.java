package dev.turnout.agents.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.convergence.ModelConvergence;
import dev.turnout.agents.launcher.InMemoryLauncher;
import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.RequestOutcome;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.InMemoryRouter;
import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDeskTest {
  private static final Instant NOW = Instant.EPOCH;

  @TempDir private Path directory;
  private final InMemoryLauncher launcher = new InMemoryLauncher();
  private final ModelCounters counters = new ModelCounters();
  private TableStore store;
  private final InMemoryRouter router = new InMemoryRouter();
  private ModelDesk desk;

  @BeforeEach
  void makeDesk() {
    store = new TableStore(directory);
    ModelConvergence convergence =
        new ModelConvergence(
            "fraud",
            router,
            launcher,
            (test, endpoint) -> new CompletableFuture<>(),
            Duration.ZERO);
    desk =
        new ModelDesk("fraud", convergence, counters, store, new AgentMetrics(), TableTracer.OFF);
  }

  private static Offer offer(long epoch, boolean fromKafka) {
    RouteTable wire =
        RouteTable.newBuilder()
            .setModel("fraud")
            .setEpoch(epoch)
            .setSalt("salt")
            .setStickiness(new Stickiness(StickinessKind.NONE, null))
            .setVersions(
                List.of(
                    new VersionRoute("v1", null, Role.STABLE, 0.9),
                    new VersionRoute("v2", null, Role.CANDIDATE, 0.1)))
            .build();
    return new Offer(wire, RouteCodec.decode(wire, "node-1"), fromKafka);
  }

  @Test
  void shouldStoreATableOnlyWhenItIsInForce() {
    // given
    launcher.holdBack("v2", "loading");
    desk.offer(offer(3, true), NOW);
    desk.converge(NOW, true);
    assertThat(store.load("fraud")).isEmpty();

    // when
    launcher.recover("v2");
    desk.converge(NOW, true);

    // then
    assertThat(store.load("fraud")).contains(offer(3, true).wire());
  }

  @Test
  void shouldSayOnlyOnceThatSomethingChanged() {
    // given
    desk.offer(offer(3, true), NOW);

    // when
    boolean first = desk.converge(NOW, true);
    boolean second = desk.converge(NOW, true);

    // then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void shouldTellThatKafkaHasAnOlderTableThanTheDisk() {
    // given
    desk.offer(offer(50, false), NOW);
    desk.offer(offer(3, true), NOW);
    desk.converge(NOW, false);
    assertThat(desk.state().refusal()).isEmpty();

    // when
    desk.converge(NOW, true);

    // then
    assertThat(desk.state().epochInForce()).isEqualTo(50);
    assertThat(desk.state().refusal().orElse(""))
        .startsWith("Epoch 3 from Kafka is older than epoch 50 that this node had before");
  }

  @Test
  void shouldTellThatKafkaHasAnOlderTableThanTheDataPlane() {
    // given
    router.apply(offer(50, true).desired().routes(), Map.of());
    desk.offer(offer(3, true), NOW);

    // when
    desk.converge(NOW, true);

    // then
    assertThat(desk.state().refusal().orElse(""))
        .startsWith("Epoch 3 from Kafka is older than epoch 50 that this node had before");
  }

  @Test
  void shouldCountIdleVersionsToo() {
    // given
    desk.offer(offer(3, true), NOW);
    desk.converge(NOW, true);

    // when
    counters.version("v1").record(new RequestOutcome(Ending.COMPLETE, 200, 1_000));

    // then
    assertThat(desk.totals())
        .extracting(VersionTotals::version, VersionTotals::requests)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("v1", 1L),
            org.assertj.core.groups.Tuple.tuple("v2", 0L));
  }
}
