package dev.turnout.bench.scale;

import dev.turnout.bench.outcome.Goal;
import dev.turnout.bench.outcome.Machine;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.outcome.Section;
import dev.turnout.bench.outcome.Spread;
import dev.turnout.yaml.Durations;
import java.util.ArrayList;
import java.util.List;

/**
 * All that was measured.
 *
 * @param emptyReadySeconds until an orchestrator without models was ready
 * @param startSeconds until all rollouts ran
 * @param alone milliseconds of decisions while one rollout ran
 * @param one milliseconds of decisions among all rollouts, one after another
 * @param together milliseconds of decisions of rollouts that failed at once, by round
 * @param emptyHeap bytes in use without models
 * @param fullHeap bytes in use with all rollouts
 * @param single bursts on one orchestrator
 * @param twins bursts on two, in the same rounds
 * @param lost decisions that never came, a count
 * @param wronglyBack rollouts that went back although nothing failed, a count
 */
record ScaleResult(
    ScalePlan plan,
    double emptyReadySeconds,
    double startSeconds,
    List<Double> alone,
    List<Double> one,
    List<List<Double>> together,
    double emptyHeap,
    double fullHeap,
    Steady steady,
    List<Burst> single,
    List<Burst> twins,
    Soak soak,
    List<Restart> restarts,
    int lost,
    long wronglyBack) {
  private static final double MIB = 1024 * 1024;
  private static final double P99 = 0.99;

  Outcome outcome() {
    List<Section> sections = new ArrayList<>();
    sections.add(decisions());
    sections.add(memory());
    sections.add(throughput());
    sections.add(restart());
    sections.addAll(layout().sections(plan.interval()));
    return new Outcome("scale", Machine.here(), setting(), sections, goals(), notes());
  }

  private String setting() {
    return "%,d models with a running canary each, one node each, a report and a heartbeat every %s, %d partitions, heap %s, soak %s"
        .formatted(
            plan.models(),
            Durations.format(plan.interval()),
            plan.partitions(),
            plan.heap(),
            Durations.format(plan.soak()));
  }

  private Section decisions() {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("one rollout runs", alone));
    rows.add(row("all run, one fails", one));
    rows.add(row("all run, %d fail at once".formatted(plan.failing()), all(together)));
    return new Section(
        "From the bad report to the table that can be read, in ms",
        List.of("", "decisions", "p50", "p99", "longest"),
        rows);
  }

  private static List<Object> row(String name, List<Double> millis) {
    Spread spread = Spread.of(millis);
    return List.of(name, millis.size(), spread.median(), spread.quantile(P99), spread.highest());
  }

  private Section memory() {
    Spread resident = Spread.of(soak.resident());
    Spread heap = Spread.of(soak.heap());
    return new Section(
        "Memory of the orchestrator, in MiB",
        List.of("", "measured"),
        List.of(
            List.of("heap in use without models", emptyHeap / MIB),
            List.of("heap in use with all rollouts", fullHeap / MIB),
            List.of("the same during the soak", scaled(heap)),
            List.of("resident during the soak", scaled(resident)),
            List.of("slope of the heap, in an hour", soak.bytesPerHour() / MIB)));
  }

  private static Spread scaled(Spread bytes) {
    return Spread.of(bytes.values().stream().map(value -> value / MIB).toList());
  }

  private Section throughput() {
    return new Section(
        "Reports with their heartbeats, as fast as they are worked off",
        List.of("orchestrators", "a second", "their processors", "the broker's processors"),
        List.of(row(1, single), row(2, twins)));
  }

  private static List<Object> row(int orchestrators, List<Burst> bursts) {
    return List.of(
        orchestrators,
        Spread.of(bursts.stream().map(Burst::perSecond).toList()),
        Spread.of(bursts.stream().map(Burst::orchestratorCpu).toList()),
        Spread.of(bursts.stream().map(Burst::brokerCpu).toList()));
  }

  private Section restart() {
    return new Section(
        "Killed and started again, in s",
        List.of("", "measured"),
        List.of(
            List.of("ready without models", emptyReadySeconds),
            List.of("ready with all rollouts", readySeconds()),
            List.of("first decision", decidedSeconds()),
            List.of("(until all rollouts had been started)", startSeconds)));
  }

  private Spread readySeconds() {
    return Spread.of(restarts.stream().map(Restart::readySeconds).toList());
  }

  private Spread decidedSeconds() {
    List<Double> decided =
        restarts.stream().flatMap(restart -> restart.decidedSeconds().stream()).toList();
    return decided.isEmpty() ? Spread.of(Double.POSITIVE_INFINITY) : Spread.of(decided);
  }

  private Layout layout() {
    return new Layout(
        Spread.of(single.stream().map(b -> b.orchestratorCpu() / b.perSecond() * 1e6).toList())
            .median(),
        Spread.of(single.stream().map(b -> b.brokerCpu() / b.perSecond() * 1e6).toList()).median(),
        steady.bytesPerReport(),
        steady.bytesPerState(),
        steady.statesPerReport(),
        (fullHeap - emptyHeap) / plan.models(),
        Math.max(0, readySeconds().median() - emptyReadySeconds) / plan.models() * 1e6);
  }

  private List<Goal> goals() {
    double aloneP99 = Spread.of(alone).quantile(P99);
    double oneMedian = Spread.of(one).median();
    Spread atOnce =
        Spread.of(together.stream().map(round -> Spread.of(round).median() / oneMedian).toList());
    return List.of(
        Goal.atMost(
            "resident memory",
            Spread.of(scaled(Spread.of(soak.resident())).highest()),
            2048,
            "MiB"),
        Goal.atMost(
            "heap, last third / first third of the soak", Spread.of(soak.growth()), 1.05, ""),
        Goal.atMost(
            "p99 among all rollouts / p99 of the only one",
            Spread.of(Spread.of(one).quantile(P99) / aloneP99),
            2,
            ""),
        Goal.atMost("p50 of %d at once / p50 one by one".formatted(plan.failing()), atOnce, 2, ""),
        Goal.atLeast(
            "reports a second, two orchestrators / one",
            Spread.ratios(
                twins.stream().map(Burst::perSecond).toList(),
                single.stream().map(Burst::perSecond).toList()),
            1.7,
            ""),
        Goal.atMost("first decision after kill and restart", decidedSeconds(), 10, "s"));
  }

  private List<String> notes() {
    double busy =
        Spread.of(single.stream().map(b -> b.orchestratorCpu() + b.brokerCpu()).toList()).median();
    int processors = Runtime.getRuntime().availableProcessors();
    List<String> notes = new ArrayList<>();
    notes.add(
        "one orchestrator at full speed and its broker keep %.2f of %d processors busy: two can be at most %.2f times as fast on this machine"
            .formatted(busy, processors, Math.max(1, Math.min(2, processors / busy))));
    notes.add(
        "at the usual rate (%,.0f reports/s) the orchestrator takes %.0f us of CPU for a report with its heartbeat, the broker %.0f us, and %.2f states are written for it"
            .formatted(
                steady.reports() / steady.seconds(),
                steady.orchestratorMicros(),
                steady.brokerMicros(),
                steady.statesPerReport()));
    notes.add(
        "broker, orchestrators and the nodes of all models share the processors; the broker has one copy of each record");
    notes.add(
        "brokers and orchestrators are laid out half busy, brokers with 8 cores and 100 MB/s each, orchestrators with 4 GB of state each");
    if (wronglyBack > 0) {
      notes.add(
          "%d of %d good candidates were taken back: the judge is allowed one in a hundred"
              .formatted(wronglyBack, plan.models()));
    }
    return notes;
  }

  private static List<Double> all(List<List<Double>> rounds) {
    return rounds.stream().flatMap(List::stream).toList();
  }
}
