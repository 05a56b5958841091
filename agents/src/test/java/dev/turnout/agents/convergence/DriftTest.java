package dev.turnout.agents.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.launcher.InMemoryLauncher;
import dev.turnout.agents.router.InMemoryRouter;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DriftTest {
  private final InMemoryRouter router = new InMemoryRouter();
  private final InMemoryLauncher launcher = new InMemoryLauncher();
  private final ModelConvergence convergence =
      new ModelConvergence(
          "fraud",
          router,
          launcher,
          (test, endpoint) -> new CompletableFuture<>(),
          Duration.ofSeconds(10));
  private Instant now = Instant.EPOCH;

  @Test
  void shouldPutRightWhatSomebodyElseChanged() {
    // given
    offer(table(3, 0.1));

    // when
    router.apply(table(3, 0.9).routes(), Map.of());
    ModelState state = convergence.converge(now);

    // then
    assertThat(router.inForce("fraud")).contains(table(3, 0.1).routes());
    assertThat(router.route("fraud", "user")).isPresent();
    assertThat(convergence.driftsCorrected()).isEqualTo(1);
    assertThat(state.epochInForce()).isEqualTo(3);
    assertThat(state.refusal())
        .contains(
            "Somebody else changed the data plane: expected [VersionRoute[version=v2, weight=0.1],"
                + " VersionRoute[version=v1, weight=0.9]] of epoch 3, but found"
                + " [VersionRoute[version=v2, weight=0.9], VersionRoute[version=v1, weight=0.1]]"
                + " of epoch 3; it was put right");
    now = now.plusSeconds(61);
    assertThat(convergence.converge(now).refusal()).isEmpty();
  }

  @Test
  void shouldPutBackWhatSomebodyElseRemoved() {
    // given
    offer(table(3, 0.1));

    // when
    router.close();
    convergence.converge(now);

    // then
    assertThat(router.inForce("fraud")).contains(table(3, 0.1).routes());
    assertThat(convergence.driftsCorrected()).isEqualTo(1);
  }

  @Test
  void shouldPutBackTheOldTableWhileTheNewOneMustWait() {
    // given
    launcher.holdBack("v2", "loading");
    offer(table(3, 0));
    offer(table(4, 0.5));

    // when
    router.close();
    convergence.converge(now);

    // then
    assertThat(router.inForce("fraud")).contains(table(3, 0).routes());
    assertThat(convergence.driftsCorrected()).isEqualTo(1);
  }

  private ModelState offer(DesiredTable table) {
    convergence.offer(table);
    return convergence.converge(now);
  }

  private static DesiredTable table(long epoch, double candidate) {
    return new DesiredTable(
        new RouteSnapshot(
            "fraud",
            epoch,
            "salt",
            Stickiness.none(),
            List.of(new VersionRoute("v2", candidate), new VersionRoute("v1", 1 - candidate)),
            List.of()),
        "fraud-v2",
        List.of(new DesiredVersion("v1", "", false), new DesiredVersion("v2", "", true)),
        List.of());
  }
}
