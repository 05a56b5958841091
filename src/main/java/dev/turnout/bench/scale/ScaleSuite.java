package dev.turnout.bench.scale;

import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.process.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Measures one orchestrator with very many rollouts, and two. */
public final class ScaleSuite {
  private static final int MOST_TURNS = 2;
  private static final Duration SHARED_WITHIN = Duration.ofMinutes(2);
  private static final int WARM_UP_SHARE = 5;

  /** Hears how far the measurement is. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * @param fraction of the whole that is done, about
     * @param what is done now
     */
    void at(double fraction, String what);
  }

  /**
   * What was found.
   *
   * @param lost decisions that never came, a count
   */
  public record Found(Outcome outcome, int lost) {}

  private final ScalePlan plan;
  private final Watcher watcher;

  public ScaleSuite(ScalePlan plan, Watcher watcher) {
    this.plan = plan;
    Pace pace = new Pace(plan.soak());
    this.watcher = (fraction, what) -> watcher.at(pace.of(fraction), what);
  }

  /** Runs all of it. */
  public Found run() throws InterruptedException {
    watcher.at(0, "the broker starts");
    try (Site site = Site.start(plan);
        OrchestratorProcess orchestrator = site.orchestrator("orchestrator-1")) {
      orchestrator.start();
      double emptyReady = orchestrator.awaitReady();
      try (Fleet fleet = new Fleet(site)) {
        ScaleResult result = measure(site, orchestrator, fleet, emptyReady);
        return new Found(result.outcome(), result.lost());
      }
    }
  }

  private ScaleResult measure(
      Site site, OrchestratorProcess orchestrator, Fleet fleet, double emptyReady)
      throws InterruptedException {
    Decisions decisions = new Decisions(fleet.sender());
    List<Double> alone = alone(site, fleet, decisions);
    double emptyHeap = orchestrator.liveHeap();
    long begin = System.nanoTime();
    List<ScaledModel> models =
        fleet.startAll(plan.models(), done -> watcher.at(0.1 + 0.1 * done, "rollouts start"));
    double startSeconds = (System.nanoTime() - begin) / 1e9;
    watcher.at(0.2, "all rollouts run");
    Thread.sleep(2 * plan.interval().toMillis());
    Steady steady = Steady.measure(site, orchestrator, plan.steady());
    double fullHeap = orchestrator.liveHeap();
    Deque<ScaledModel> healthy = new ArrayDeque<>(models);
    List<Double> one = new ArrayList<>();
    List<List<Double>> together = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      watcher.at(0.25 + 0.1 * round / plan.rounds(), "candidates fail");
      one.addAll(decisions.oneByOne(next(healthy)));
      together.add(decisions.atOnce(next(healthy)));
    }
    List<Burst> single = new ArrayList<>();
    List<Burst> twins = new ArrayList<>();
    bursts(site, fleet, models, orchestrator, single, twins);
    Soak soak =
        Soak.watch(
            orchestrator,
            plan.soak(),
            done ->
                watcher.at(
                    Pace.SOAK_BEGINS + (Pace.SOAK_ENDS - Pace.SOAK_BEGINS) * done, "soaking"));
    List<Restart> restarts = new ArrayList<>();
    for (int i = 0; i < plan.restarts(); i++) {
      watcher.at(Pace.SOAK_ENDS + 0.1 * i / plan.restarts(), "the orchestrator is killed");
      restarts.add(Restart.of(orchestrator, decisions, healthy.remove()));
    }
    long wronglyBack = models.stream().filter(ScaledModel::isTurnedBackWrongly).count();
    return new ScaleResult(
        plan,
        emptyReady,
        startSeconds,
        alone,
        one,
        together,
        emptyHeap,
        fullHeap,
        steady,
        single,
        twins,
        soak,
        restarts,
        decisions.lost(),
        wronglyBack);
  }

  /** One rollout at a time; the first ones only warm the processes up. */
  private List<Double> alone(Site site, Fleet fleet, Decisions decisions)
      throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    int warmUp = plan.alone() / WARM_UP_SHARE;
    for (int i = 0; i < warmUp + plan.alone(); i++) {
      watcher.at(0.1 * i / (warmUp + plan.alone()), "one rollout at a time");
      ScaledModel model = fleet.start("alone-%04d".formatted(i), -i);
      // The first report says that the weight is in force, the second what the stable version does.
      for (int report = 0; report < 2; report++) {
        model.longReport(fleet.sender()).forEach(fleet.sender()::sendNow);
        fleet.sender().flush();
        Inputs.awaitTaken(site);
      }
      millis.addAll(decisions.oneByOne(List.of(model)));
    }
    return millis.subList(Math.min(warmUp, millis.size()), millis.size());
  }

  private List<ScaledModel> next(Deque<ScaledModel> healthy) {
    List<ScaledModel> failing = new ArrayList<>();
    for (int i = 0; i < plan.failing(); i++) {
      failing.add(healthy.remove());
    }
    return failing;
  }

  /** One and two orchestrators by turns, after a burst that does not count. */
  private void bursts(
      Site site,
      Fleet fleet,
      List<ScaledModel> models,
      OrchestratorProcess first,
      List<Burst> single,
      List<Burst> twins)
      throws InterruptedException {
    Burst.run(site, fleet, models, List.of(first));
    int turns = Math.min(MOST_TURNS, plan.rounds());
    for (int round = 0; round < turns; round++) {
      watcher.at(0.35 + 0.15 * round / turns, "reports come all at once");
      single.add(Burst.run(site, fleet, models, List.of(first)));
      try (OrchestratorProcess second = site.orchestrator("orchestrator-2")) {
        second.start();
        second.awaitReady();
        await(List.of(first, second));
        // The new process has to warm up, as the other one did.
        Burst.run(site, fleet, models, List.of(first, second));
        twins.add(Burst.run(site, fleet, models, List.of(first, second)));
        second.stop();
      }
      await(List.of(first));
    }
  }

  /** Returns when these share all partitions. */
  private void await(List<OrchestratorProcess> running) throws InterruptedException {
    Patience.until(
        SHARED_WITHIN,
        "%d orchestrators to share the partitions".formatted(running.size()),
        () -> {
          List<Double> owned =
              running.stream().map(o -> o.metric("turnout_orchestrator_partitions")).toList();
          return owned.stream().allMatch(count -> count > 0)
              && owned.stream().mapToDouble(Double::doubleValue).sum() == plan.partitions();
        });
  }
}
