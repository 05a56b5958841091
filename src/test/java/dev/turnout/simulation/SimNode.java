package dev.turnout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.agents.convergence.ModelConvergence;
import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.launcher.InMemoryLauncher;
import dev.turnout.agents.probe.SmokeResult;
import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.RequestOutcome;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.InMemoryRouter;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionPicker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A node with the real agent's logic; its servers and its data plane are maps. */
final class SimNode {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration METRICS = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(2);

  final InMemoryLauncher launcher = new InMemoryLauncher();
  private final String model;
  private final String name;
  private final SplittableRandom random;
  private final InMemoryRouter router = new InMemoryRouter();
  private final Users users = new Users();
  private ModelCounters counters = new ModelCounters();
  private ModelConvergence convergence;
  private SmokeResult smokeResult = new SmokeResult(true, "");
  private ModelState state;
  private Instant nextHeartbeat = Instant.MIN;
  private Instant nextMetrics = Instant.MIN;
  private boolean up = true;
  private int boot = 1;
  private long agentReports;
  private long metricReports;
  private long unserved;

  SimNode(String model, String name, SplittableRandom random) {
    this.model = model;
    this.name = name;
    this.random = random;
    this.convergence = newConvergence();
    this.state = ModelState.none(model);
  }

  String name() {
    return name;
  }

  void offer(DesiredTable table) {
    if (up) {
      convergence.offer(table);
    }
  }

  /** The node is gone, with all that runs on it. */
  void crash() {
    up = false;
  }

  /** The agent starts anew; it knows nothing but the tables it gets. */
  void restartAgent() {
    up = true;
    boot++;
    agentReports = 0;
    metricReports = 0;
    counters = new ModelCounters();
    convergence = newConvergence();
  }

  void smokeTestsFail(String reason) {
    smokeResult = new SmokeResult(false, reason);
  }

  /** One pass of the agent: converge, and report what changed and what is due. */
  void turn(Instant now, Simulation world) {
    if (!up) {
      return;
    }
    long epochBefore = epochInForce();
    ModelState after = convergence.converge(now);
    assertThat(epochInForce()).isGreaterThanOrEqualTo(epochBefore);
    boolean changed = !after.equals(state);
    state = after;
    if (changed || !now.isBefore(nextHeartbeat)) {
      agentReports++;
      world.agentReport(
          name, Translation.agentReport(model, name, "boot-" + boot, agentReports, state));
      nextHeartbeat = now.plus(HEARTBEAT);
    }
    if (!now.isBefore(nextMetrics)) {
      metricReports++;
      world.metricReport(
          name,
          Translation.metricReport(model, name, "boot-" + boot, metricReports, counters.totals()));
      nextMetrics = now.plus(METRICS);
    }
  }

  /** Users ask. */
  void serve(int requests, Function<String, Behaviour> versions) {
    Optional<RouteSnapshot> inForce = router.inForce(model).filter(RouteSnapshot::serves);
    if (!up || inForce.isEmpty()) {
      unserved += up ? requests : 0;
      return;
    }
    VersionPicker picker = new VersionPicker(inForce.get());
    users.check(inForce.get(), picker);
    for (int i = 0; i < requests; i++) {
      String key = Users.name(random.nextInt(Users.COUNT));
      if (router.route(model, key).isEmpty()) {
        unserved++;
        continue;
      }
      String version = picker.pick(key);
      answer(version, versions.apply(version));
    }
  }

  private void answer(String version, Behaviour behaviour) {
    boolean failed = random.nextDouble() < behaviour.errors();
    long nanos = (long) (behaviour.millis() * (0.5 + random.nextDouble()) * 1e6);
    counters
        .version(version)
        .record(new RequestOutcome(Ending.COMPLETE, failed ? 500 : 200, nanos));
    if (!failed) {
      boolean wrong = random.nextDouble() < behaviour.wrong();
      counters.version(version).recordScore("accuracy", 1, wrong ? 1 : 0);
    }
  }

  boolean isUp() {
    return up;
  }

  long epochInForce() {
    return router.inForce(model).map(RouteSnapshot::epoch).orElse(0L);
  }

  /** Share of the traffic that a version has in force here. */
  double weightInForce(String version) {
    return router.inForce(model).stream()
        .flatMap(table -> table.routes().stream())
        .filter(route -> route.version().equals(version))
        .mapToDouble(route -> route.weight())
        .sum();
  }

  long unserved() {
    return unserved;
  }

  VersionTotals totals(String version) {
    return counters.version(version).totals();
  }

  private ModelConvergence newConvergence() {
    return new ModelConvergence(
        model,
        router,
        launcher,
        (test, endpoint) -> CompletableFuture.completedFuture(smokeResult),
        GRACE);
  }
}
