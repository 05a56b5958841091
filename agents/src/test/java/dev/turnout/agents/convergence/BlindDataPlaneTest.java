package dev.turnout.agents.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.launcher.InMemoryLauncher;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No server is stopped while nobody knows what the data plane routes to it. */
class BlindDataPlaneTest {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final InMemoryLauncher launcher = new InMemoryLauncher();
  private Instant now = Instant.EPOCH;

  @Test
  void shouldStopNoServerWhileTheDataPlaneCannotBeRead() {
    // given
    BlindRouter blind = new BlindRouter();
    ModelConvergence convergence =
        new ModelConvergence(
            "fraud", blind, launcher, (test, endpoint) -> new CompletableFuture<>(), GRACE);
    convergence.offer(table(1, "v1", "v2"));
    convergence.converge(now);
    convergence.offer(table(2, "v2"));
    convergence.converge(now);

    // when
    blind.lost = true;
    now = now.plus(GRACE.multipliedBy(10));
    convergence.converge(now);

    // then
    assertThat(launcher.statuses()).containsKeys("v1", "v2");

    // when
    blind.lost = false;
    convergence.converge(now);
    now = now.plus(GRACE);
    convergence.converge(now);

    // then
    assertThat(launcher.statuses()).containsOnlyKeys("v2");
  }

  /** A data plane whose answer can be lost; nobody knows then what it routes. */
  private static final class BlindRouter implements Router {
    private final InMemoryRouter inner = new InMemoryRouter();
    private boolean lost;

    @Override
    public Set<Capability> capabilities() {
      return inner.capabilities();
    }

    @Override
    public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
      inner.apply(snapshot, endpoints);
    }

    @Override
    public Optional<RouteSnapshot> inForce(String model) {
      if (lost) {
        throw new RouterException("socket is gone");
      }
      return inner.inForce(model);
    }

    @Override
    public void close() {}
  }

  /** A table that splits evenly. */
  private static DesiredTable table(long epoch, String... versions) {
    double share = 1.0 / versions.length;
    return new DesiredTable(
        new RouteSnapshot(
            "fraud",
            epoch,
            "salt",
            Stickiness.none(),
            Stream.of(versions).map(version -> new VersionRoute(version, share)).toList(),
            List.of()),
        "fraud-v2",
        Stream.of(versions).map(version -> new DesiredVersion(version, "", false)).toList(),
        List.of());
  }
}
