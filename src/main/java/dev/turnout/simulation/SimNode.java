package dev.turnout.simulation;

import dev.turnout.agents.agent.ReportCodec;
import dev.turnout.agents.agent.RouteCodec;
import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.agents.convergence.ModelConvergence;
import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.launcher.InMemoryLauncher;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.probe.SmokeResult;
import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.RequestOutcome;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.InMemoryRouter;
import dev.turnout.agents.routing.MirrorRoute;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.events.AgentReport;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A node with the real agent's logic; its servers, its data plane and its disk are only memory. */
public final class SimNode {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration METRICS = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final InMemoryLauncher launcher = new InMemoryLauncher();
  private final String model;
  private final String name;
  private Map<String, String> labels = Map.of();
  private Set<Capability> able = Set.of();
  private final SplittableRandom random;
  private final Users users = new Users();
  private final Set<String> deadServers = new HashSet<>();
  private final Map<Long, RouteTable> offered = new HashMap<>();
  private Optional<RouteTable> disk = Optional.empty();
  private InMemoryRouter router = new InMemoryRouter();
  private ModelCounters counters = new ModelCounters();
  private ReportCodec codec;
  private ModelConvergence convergence;
  private CompletableFuture<SmokeResult> smokeResult =
      CompletableFuture.completedFuture(new SmokeResult(true, ""));
  private Duration clockError = Duration.ZERO;
  private UnaryOperator<AgentReport> stateLie = UnaryOperator.identity();
  private UnaryOperator<MetricReport> metricLie = UnaryOperator.identity();
  private ModelState state;
  private boolean stateIsOwed;
  private Instant nextHeartbeat = Instant.MIN;
  private Instant nextMetrics = Instant.MIN;
  private boolean up = true;
  private boolean everServed;
  private int boot = 1;
  private long agentReports;
  private long metricReports;
  private long requests;
  private long unserved;
  private long lost;

  SimNode(String model, String name, SplittableRandom random) {
    this.model = model;
    this.name = name;
    this.random = random;
    this.convergence = newConvergence();
    this.codec = newCodec();
    this.state = ModelState.none(model);
  }

  public String name() {
    return name;
  }

  /** From now on the node says this of itself. */
  public void label(Map<String, String> newLabels) {
    labels = newLabels;
    codec = newCodec();
  }

  /** From now on the node says what its data plane can do, as agents do. */
  public void sayWhatItCan() {
    able = convergence.capabilities();
  }

  /** A table arrives. */
  void offer(RouteTable table) {
    if (up) {
      offered.put(table.getEpoch(), table);
      convergence.offer(RouteCodec.decode(table, name));
    }
  }

  /** The node is gone, with all that runs on it. */
  public void crash() {
    up = false;
  }

  /**
   * The agent starts anew beside a data plane that went on; it knows nothing but the tables it
   * gets.
   */
  public void restartAgent() {
    up = true;
    boot++;
    agentReports = 0;
    metricReports = 0;
    counters = new ModelCounters();
    convergence = newConvergence();
    codec = newCodec();
    nextHeartbeat = Instant.MIN;
    nextMetrics = Instant.MIN;
  }

  /** The agent, and the proxy in it, start anew from the table on the disk. */
  public void restartWithProxy() {
    router = new InMemoryRouter();
    everServed = false;
    restartAgent();
    state = ModelState.none(model);
    disk.ifPresent(this::offer);
  }

  /** The servers of the node. */
  public InMemoryLauncher launcher() {
    return launcher;
  }

  /** The process of a version's server ends; the launcher starts it again. */
  public void killServer(String version) {
    deadServers.add(version);
    launcher.holdBack(version, "attempt 2 follows: exit code 137");
  }

  /** The server that was killed is ready again. */
  public void serverIsBack(String version) {
    deadServers.remove(version);
    launcher.recover(version);
  }

  void smokeTestsFail(String reason) {
    smokeResult = CompletableFuture.completedFuture(new SmokeResult(false, reason));
  }

  /** Smoke tests wait for an answer that never comes. */
  void smokeTestsHang() {
    smokeResult = new CompletableFuture<>();
  }

  /** From now on the agent says something else of its state than what is true. */
  void lie(UnaryOperator<AgentReport> lie) {
    stateLie = lie;
  }

  /** From now on the agent says something else of its counters than what is true. */
  void miscount(UnaryOperator<MetricReport> lie) {
    metricLie = lie;
  }

  /** What the node believes the time to be is wrong by so much. */
  void clockIsWrongBy(Duration error) {
    clockError = error;
  }

  /** One pass of the agent: converge, and report what changed and what is due. */
  void turn(Instant now, Simulation world) {
    if (!up) {
      return;
    }
    long epochBefore = epochInForce();
    ModelState after = convergence.converge(now.plus(clockError));
    BrokenPromise.unless(
        epochInForce() >= epochBefore,
        "%s went from epoch %d back to %d",
        name,
        epochBefore,
        epochInForce());
    Optional.ofNullable(offered.get(epochInForce())).ifPresent(table -> disk = Optional.of(table));
    stateIsOwed |= !after.equals(state);
    state = after;
    if (world.broker().isUp()) {
      report(now, world);
    }
  }

  /** What cannot be sent is not kept: the next report says it all. */
  private void report(Instant now, Simulation world) {
    Instant clock = now.plus(clockError);
    if (stateIsOwed || !now.isBefore(nextHeartbeat)) {
      agentReports++;
      world.agentReport(
          name, stateLie.apply(codec.agentReport(state, able, false, clock, agentReports)));
      stateIsOwed = false;
      nextHeartbeat = now.plus(HEARTBEAT);
    }
    if (!now.isBefore(nextMetrics)) {
      metricReports++;
      world.metricReport(name, codec.metricReport(model, counters.totals(), clock, metricReports));
      nextMetrics = now.plus(METRICS);
    }
  }

  /** Users ask. */
  void serve(int count, Function<String, Behaviour> versions) {
    Optional<RouteSnapshot> inForce = router.inForce(model).filter(RouteSnapshot::serves);
    if (!up || inForce.isEmpty()) {
      unserved += up ? count : 0;
      lost += up && everServed ? count : 0;
      return;
    }
    everServed = true;
    users.follow(inForce.get());
    requests += count;
    Map<String, Boolean> reachable = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int user = random.nextInt(Users.COUNT);
      String version = users.versionOf(user);
      if (!reachable.computeIfAbsent(
          version, v -> router.route(model, Users.name(user)).isPresent())) {
        unserved++;
        lost++;
      } else if (deadServers.contains(version)) {
        lost++;
        count(version, new RequestOutcome(Ending.COMPLETE, 502, 1_000_000));
      } else {
        answer(version, versions.apply(version));
      }
      inForce.get().mirrors().forEach(mirror -> copy(mirror, versions));
    }
  }

  /** A copy is answered like a request; nobody sees it, so that no label comes for it. */
  private void copy(MirrorRoute mirror, Function<String, Behaviour> versions) {
    if (random.nextDouble() >= mirror.fraction()) {
      return;
    }
    String version = mirror.version();
    if (deadServers.contains(version)) {
      count(version, new RequestOutcome(Ending.CONNECT_FAILED, 0, 1_000_000));
      return;
    }
    Behaviour behaviour = versions.apply(version);
    boolean failed = answerOnce(version, behaviour);
    boolean other = failed || random.nextDouble() < behaviour.wrong();
    counters.version(version).recordScore("disagreements", 1, other ? 1 : 0);
  }

  private void answer(String version, Behaviour behaviour) {
    boolean failed = answerOnce(version, behaviour);
    if (!failed) {
      boolean wrong = random.nextDouble() < behaviour.wrong();
      counters.version(version).recordScore("accuracy", 1, wrong ? 1 : 0);
    }
  }

  /** Whether it failed. */
  private boolean answerOnce(String version, Behaviour behaviour) {
    boolean failed = random.nextDouble() < behaviour.errors();
    long nanos = (long) (behaviour.millis() * (0.5 + random.nextDouble()) * 1e6);
    count(version, new RequestOutcome(Ending.COMPLETE, failed ? 500 : 200, nanos));
    return failed;
  }

  private void count(String version, RequestOutcome outcome) {
    counters.version(version).record(outcome);
  }

  /** Whether the agent runs with the table of an epoch or a newer one as its target. */
  public boolean knows(long epoch) {
    return up && convergence.target().map(DesiredTable::epoch).orElse(0L) >= epoch;
  }

  /** Whether the server of a version runs here, and is ready. */
  public boolean serves(String version) {
    return launcher.statuses().get(version) instanceof LaunchStatus.Ready;
  }

  /** Whether a server was killed here and is not back yet. */
  public boolean lacksServers() {
    return !deadServers.isEmpty();
  }

  public boolean isUp() {
    return up;
  }

  public long epochInForce() {
    return router.inForce(model).map(RouteSnapshot::epoch).orElse(0L);
  }

  /** Share of the traffic that a version has in force here. */
  public double weightInForce(String version) {
    return router.inForce(model).stream()
        .flatMap(table -> table.routes().stream())
        .filter(route -> route.version().equals(version))
        .mapToDouble(route -> route.weight())
        .sum();
  }

  /** Whether a version gets copies of requests here. */
  public boolean copiesTo(String version) {
    return router.inForce(model).stream()
        .flatMap(table -> table.mirrors().stream())
        .anyMatch(mirror -> mirror.version().equals(version));
  }

  /** Requests that came while a table was in force, a count. */
  public long requests() {
    return requests;
  }

  /** Requests that came while the agent ran, and that nobody could answer. */
  long unserved() {
    return unserved;
  }

  /** Requests that nobody answered although the node had served before, a count. */
  public long lost() {
    return lost;
  }

  VersionTotals totals(String version) {
    return counters.version(version).totals();
  }

  private ReportCodec newCodec() {
    return new ReportCodec(name, labels, "boot-" + boot);
  }

  private ModelConvergence newConvergence() {
    return new ModelConvergence(model, router, launcher, (test, endpoint) -> smokeResult, GRACE);
  }
}
