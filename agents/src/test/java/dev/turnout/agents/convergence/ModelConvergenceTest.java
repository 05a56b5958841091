package dev.turnout.agents.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.convergence.VersionState.Phase;
import dev.turnout.agents.launcher.InMemoryLauncher;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.probe.ProbeRequest;
import dev.turnout.agents.probe.SmokeResult;
import dev.turnout.agents.probe.SmokeTest;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.InMemoryRouter;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ModelConvergenceTest {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final InMemoryRouter router = new InMemoryRouter();
  private final InMemoryLauncher launcher = new InMemoryLauncher();
  private final List<CompletableFuture<SmokeResult>> smokeTests = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private ModelConvergence convergence = convergence(router);

  private ModelConvergence convergence(Router used) {
    return new ModelConvergence(
        "fraud",
        used,
        launcher,
        (test, endpoint) -> {
          smokeTests.add(new CompletableFuture<>());
          return smokeTests.get(smokeTests.size() - 1);
        },
        GRACE);
  }

  private static DesiredTable table(long epoch, double candidateWeight) {
    return new DesiredTable(
        new RouteSnapshot(
            "fraud",
            epoch,
            "salt",
            Stickiness.none(),
            List.of(
                new VersionRoute("v2", candidateWeight),
                new VersionRoute("v1", 1 - candidateWeight)),
            List.of()),
        "fraud-v2",
        List.of(new DesiredVersion("v1", "", false), new DesiredVersion("v2", "", true)),
        List.of());
  }

  private static DesiredTable only(long epoch, String version) {
    return new DesiredTable(
        new RouteSnapshot(
            "fraud",
            epoch,
            "salt",
            Stickiness.none(),
            List.of(new VersionRoute(version, 1)),
            List.of()),
        "",
        List.of(new DesiredVersion(version, "", false)),
        List.of());
  }

  private static DesiredTable withSmokeTest(DesiredTable table, String testId) {
    ProbeRequest request =
        new ProbeRequest("POST", "/invocations", Map.of(), "{}", Duration.ofSeconds(1));
    SmokeOrder order = new SmokeOrder(testId, "v2", new SmokeTest(request, 200, List.of()));
    return new DesiredTable(table.routes(), table.attempt(), table.versions(), List.of(order));
  }

  private ModelState offer(DesiredTable table) {
    convergence.offer(table);
    return convergence.converge(now);
  }

  private static Map<String, Phase> phases(ModelState state) {
    Map<String, Phase> phases = new java.util.TreeMap<>();
    state.versions().forEach(version -> phases.put(version.version(), version.phase()));
    return phases;
  }

  @Test
  void shouldDoNothingWithoutATable() {
    assertThat(convergence.converge(now)).isEqualTo(ModelState.none("fraud"));
  }

  @Test
  void shouldRunTheVersionsAndRouteToThem() {
    // when
    ModelState state = offer(table(1, 0.1));

    // then
    assertThat(state.epochInForce()).isEqualTo(1);
    assertThat(state.refusal()).isEmpty();
    assertThat(phases(state)).isEqualTo(Map.of("v1", Phase.READY, "v2", Phase.READY));
    assertThat(router.route("fraud", "user")).isPresent();
  }

  @Test
  void shouldIgnoreAnOlderEpochAndTheSameAgain() {
    // given
    offer(table(5, 0.1));

    // when
    boolean older = convergence.offer(table(4, 0.5));
    boolean same = convergence.offer(table(5, 0.9));

    // then
    assertThat(older).isFalse();
    assertThat(same).isFalse();
    assertThat(convergence.converge(now).epochInForce()).isEqualTo(5);
    assertThat(router.inForce("fraud")).contains(table(5, 0.1).routes());
  }

  @Test
  void shouldChangeNothingInASecondPass() {
    // given
    ModelState first = offer(table(1, 0.1));

    // when
    ModelState second = convergence.converge(now);

    // then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void shouldLetAVersionWithoutTrafficPrepare() {
    // given
    launcher.holdBack("v2", "loading");

    // when
    ModelState state = offer(table(1, 0));

    // then
    assertThat(state.epochInForce()).isEqualTo(1);
    assertThat(state.refusal()).isEmpty();
    assertThat(state.versions()).contains(new VersionState("v2", Phase.PREPARING, "loading"));
  }

  @Test
  void shouldRefuseTrafficToAVersionThatIsNotReadyAndKeepTheLastTable() {
    // given
    launcher.holdBack("v2", "loading");
    offer(table(1, 0));

    // when
    ModelState state = offer(table(2, 0.1));

    // then
    assertThat(state.epochInForce()).isEqualTo(1);
    assertThat(state.refusal())
        .contains(
            "Expected version 'v2' to be ready for weight 0.1 of epoch 2, but it is PREPARING:"
                + " loading");
    launcher.recover("v2");
    assertThat(convergence.converge(now).epochInForce()).isEqualTo(2);
    assertThat(convergence.converge(now).refusal()).isEmpty();
  }

  @Test
  void shouldRefuseMoreTrafficToACandidateThatWasReadyOnce() {
    // given
    offer(table(1, 0.1));
    launcher.fail("v2", "out of memory");

    // when
    ModelState state = offer(table(2, 0.5));

    // then
    assertThat(state.epochInForce()).isEqualTo(1);
    assertThat(state.refusal().orElse("")).contains("FAILED: out of memory");
  }

  @Test
  void shouldTakeTrafficFromTheCandidateEvenIfTheStableVersionIsInTrouble() {
    // given
    offer(table(1, 0.5));
    launcher.holdBack("v1", "restarting");

    // when
    ModelState state = offer(table(2, 0));

    // then
    assertThat(state.epochInForce()).isEqualTo(2);
  }

  @Test
  void shouldRetireAVersionOnlyAfterTheRouterLeftItAndTheGraceIsOver() {
    // given
    offer(table(1, 0.5));

    // when
    ModelState switched = offer(only(2, "v2"));

    // then
    assertThat(phases(switched)).containsEntry("v1", Phase.READY);
    now = now.plus(GRACE.minusMillis(1));
    convergence.converge(now);
    assertThat(launcher.statuses()).containsKey("v1");
    now = now.plusMillis(1);
    convergence.converge(now);
    assertThat(launcher.statuses()).doesNotContainKey("v1");
    assertThat(phases(convergence.converge(now)))
        .isEqualTo(Map.of("v1", Phase.RETIRED, "v2", Phase.READY));
  }

  @Test
  void shouldKeepAVersionThatTheRefusedTableNoLongerHas() {
    // given
    offer(only(1, "v1"));
    launcher.holdBack("v2", "loading");

    // when
    offer(only(2, "v2"));
    now = now.plus(GRACE.multipliedBy(2));
    ModelState state = convergence.converge(now);

    // then
    assertThat(state.epochInForce()).isEqualTo(1);
    assertThat(launcher.statuses()).containsKey("v1");
  }

  @Test
  void shouldKeepAVersionThatComesBackWhileItDrains() {
    // given
    offer(table(1, 0.5));
    offer(only(2, "v1"));

    // when
    offer(table(3, 0));
    now = now.plus(GRACE.multipliedBy(2));
    convergence.converge(now);

    // then
    assertThat(launcher.statuses()).containsKey("v2");
  }

  @Test
  void shouldNotRouteToWhereARetiredVersionWas() {
    // given
    offer(table(1, 0));
    offer(only(2, "v2"));
    now = now.plus(GRACE);
    convergence.converge(now);
    launcher.holdBack("v1", "loading");

    // when
    ModelState state = offer(table(3, 0.5));

    // then
    assertThat(state.epochInForce()).isEqualTo(2);
    assertThat(state.refusal()).isPresent();
  }

  @Test
  void shouldEndServersThatACrashLeftAndNobodyWants() {
    // given
    launcher.leaveRunning("v0");
    offer(only(1, "v1"));

    // when
    now = now.plus(GRACE);
    convergence.converge(now);

    // then
    assertThat(launcher.statuses()).containsOnlyKeys("v1");
  }

  @Test
  void shouldServeWithTheStableVersionWhileTheCandidateStillStarts() {
    // given
    launcher.holdBack("v2", "loading");

    // when
    ModelState state = offer(table(7, 0.1));

    // then
    assertThat(state.epochInForce()).isZero();
    assertThat(state.refusal()).isPresent();
    assertThat(router.route("fraud", "user")).isPresent();
    launcher.recover("v2");
    assertThat(convergence.converge(now).epochInForce()).isEqualTo(7);
  }

  @Test
  void shouldNotServeWithAnUnprovenCandidateAlone() {
    // given
    launcher.holdBack("v1", "loading");

    // when
    offer(table(7, 0.1));

    // then
    assertThat(router.inForce("fraud")).isEmpty();
  }

  @Test
  void shouldFollowAServerToItsNewEndpoint() {
    // given
    offer(only(1, "v1"));
    Endpoint before = router.route("fraud", "user").orElseThrow();

    // when
    launcher.recover("v1");
    convergence.converge(now);

    // then
    Endpoint after = router.route("fraud", "user").orElseThrow();
    assertThat(after).isNotEqualTo(before);
    assertThat(launcher.statuses()).containsValue(new LaunchStatus.Ready(after));
  }

  @Test
  void shouldRunASmokeTestOnceWhenItsVersionIsReady() {
    // given
    launcher.holdBack("v2", "loading");
    offer(withSmokeTest(table(1, 0), "fraud-v2/0"));
    assertThat(smokeTests).isEmpty();

    // when
    launcher.recover("v2");
    convergence.converge(now);
    offer(withSmokeTest(table(2, 0), "fraud-v2/0"));

    // then
    assertThat(smokeTests).hasSize(1);
    assertThat(convergence.converge(now).smokeTests()).isEmpty();
    smokeTests.get(0).complete(new SmokeResult(false, "Expected status 200, but got 500"));
    assertThat(convergence.converge(now).smokeTests())
        .containsExactly(new SmokeOutcome("fraud-v2/0", false, "Expected status 200, but got 500"));
  }

  @Test
  void shouldForgetSmokeTestsThatAreNoLongerOrdered() {
    // given
    offer(withSmokeTest(table(1, 0), "fraud-v2/0"));
    smokeTests.get(0).complete(new SmokeResult(true, ""));

    // when
    ModelState state = offer(table(2, 0.1));

    // then
    assertThat(state.smokeTests()).isEmpty();
  }

  @Test
  void shouldReportWhatTheDataPlaneRefused() {
    // given
    Router broken =
        new Router() {
          @Override
          public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
            throw new RouterException("socket is gone");
          }

          @Override
          public Optional<RouteSnapshot> inForce(String model) {
            return Optional.empty();
          }

          @Override
          public Set<Capability> capabilities() {
            return Set.of();
          }

          @Override
          public void close() {}
        };
    convergence = convergence(broken);

    // when
    ModelState state = offer(table(1, 0.1));

    // then
    assertThat(state.epochInForce()).isZero();
    assertThat(state.refusal()).contains("the data plane refused it: socket is gone");
  }
}
