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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens on a node, in whatever order. */
class ConvergencePropertyTest {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final List<String> VERSIONS = List.of("v1", "v2", "v3");

  /** Something that happens to the node. */
  interface Happening {
    void happenTo(Node node);
  }

  @Property(tries = 300, seed = "1")
  void shouldKeepItsPromises(@ForAll("histories") List<Happening> history) {
    // given: another node for each history; the test itself is the same for all of them
    Node node = new Node();
    for (Happening happening : history) {
      // when
      happening.happenTo(node);
      ModelState state = node.converge();

      // then
      assertThat(state.epochInForce()).as("epochs only grow").isGreaterThanOrEqualTo(node.epoch);
      node.epoch = state.epochInForce();
      assertThat(node.epoch)
          .isEqualTo(node.router.inForce("fraud").map(RouteSnapshot::epoch).orElse(0L));
      assertThat(node.routed())
          .as("nobody retires what is in use")
          .allMatch(node.launcher.statuses()::containsKey);
      assertThat(node.epoch == node.newest || state.refusal().isPresent())
          .as("the newest table is in force, or there is a reason")
          .isTrue();
      // A server that was stopped in this pass is seen as retired in the next one.
      ModelState settled = node.converge();
      assertThat(node.converge()).as("passes settle").isEqualTo(settled);
    }
    Set<String> before = node.launcher.statuses().keySet();
    VERSIONS.forEach(node.launcher::recover);
    assertThat(node.converge().epochInForce()).isEqualTo(node.newest);
    node.now = node.now.plus(GRACE);
    node.converge();
    assertThat(node.launcher.statuses().keySet())
        .as("without a table nobody knows what is to run")
        .isEqualTo(node.newest == 0 ? before : node.routed());
  }

  @Provide
  Arbitrary<List<Happening>> histories() {
    Arbitrary<String> version = Arbitraries.of(VERSIONS);
    Arbitrary<Happening> table =
        Combinators.combine(
                Arbitraries.longs().between(1, 20), version, version, Arbitraries.of(0, 1, 5, 10))
            .as(
                (epoch, stable, candidate, tenths) ->
                    node -> node.offer(epoch, stable, candidate, tenths));
    Arbitrary<Happening> slow = version.map(name -> node -> node.launcher.holdBack(name, "slow"));
    Arbitrary<Happening> failed = version.map(name -> node -> node.launcher.fail(name, "dead"));
    Arbitrary<Happening> well = version.map(name -> node -> node.launcher.recover(name));
    Arbitrary<Happening> left = version.map(name -> node -> node.leaveRunning(name));
    Arbitrary<Happening> time =
        Arbitraries.integers().between(0, 15).map(s -> node -> node.now = node.now.plusSeconds(s));
    return Arbitraries.oneOf(table, slow, failed, well, left, time).list().ofMaxSize(40);
  }

  /** One that knows nothing yet, and whose clock is moved. */
  private static final class Node {
    private final InMemoryRouter router = new InMemoryRouter();
    private final InMemoryLauncher launcher = new InMemoryLauncher();
    private final ModelConvergence convergence =
        new ModelConvergence(
            "fraud", router, launcher, (test, endpoint) -> new CompletableFuture<>(), GRACE);
    private Instant now = Instant.EPOCH;
    private long epoch;
    private long newest;

    private ModelState converge() {
      return convergence.converge(now);
    }

    private void offer(long epoch, String stable, String candidate, int tenths) {
      boolean trial = !stable.equals(candidate);
      double weight = tenths / 10.0;
      List<VersionRoute> routes =
          trial
              ? List.of(new VersionRoute(candidate, weight), new VersionRoute(stable, 1 - weight))
              : List.of(new VersionRoute(stable, 1));
      List<DesiredVersion> versions =
          trial
              ? List.of(
                  new DesiredVersion(stable, "", false), new DesiredVersion(candidate, "", true))
              : List.of(new DesiredVersion(stable, "", false));
      RouteSnapshot snapshot =
          new RouteSnapshot("fraud", epoch, "salt", Stickiness.none(), routes, List.of());
      convergence.offer(new DesiredTable(snapshot, "", versions, List.of()));
      newest = Math.max(newest, epoch);
    }

    private void leaveRunning(String version) {
      if (!launcher.statuses().containsKey(version)) {
        launcher.leaveRunning(version);
      }
    }

    /** Versions that get requests. */
    private Set<String> routed() {
      return router
          .inForce("fraud")
          .map(routes -> routes.routes().stream().map(VersionRoute::version))
          .map(names -> names.collect(Collectors.toSet()))
          .orElseGet(Set::of);
    }
  }
}
