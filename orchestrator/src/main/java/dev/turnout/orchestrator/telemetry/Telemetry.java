package dev.turnout.orchestrator.telemetry;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Arm;
import dev.turnout.orchestrator.analysis.BaselineHistory;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.Judge;
import dev.turnout.orchestrator.analysis.Staleness;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import dev.turnout.orchestrator.guard.FleetHistory;
import dev.turnout.orchestrator.guard.FleetHistoryState;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The fold of one model's inputs that the journal does not hold: time, who was heard when,
 * counters, the judge. Changed by one thread; a snapshot restores it exactly.
 *
 * <p>The inputs of different topics commute: agent reports touch only hearings, metric reports only
 * counters, history and judge (by their own times), and time is the maximum of all.
 */
public final class Telemetry {
  private final SortedMap<NodeName, Hearing> hearings = new TreeMap<>();
  private final Meters meters;
  private Instant now;
  private Instant measuredAt;
  private BaselineHistory history;
  private FleetHistory fleet;
  private Optional<Judging> judging;

  private record Judging(Judge judge, AnalysisSpec spec) {}

  /** Nothing was heard yet. */
  public Telemetry() {
    this(
        new TelemetrySnapshot(
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(),
            List.of(),
            BaselineHistory.empty(Instant.EPOCH),
            FleetHistoryState.empty(Instant.EPOCH),
            Optional.empty()),
        Optional.empty());
  }

  private Telemetry(TelemetrySnapshot state, Optional<AnalysisSpec> spec) {
    state.hearings().forEach(hearing -> hearings.put(hearing.node(), hearing));
    meters = new Meters(state.meters());
    now = state.now();
    measuredAt = state.measuredAt();
    history = state.history();
    fleet = FleetHistory.restore(state.fleet());
    judging =
        state
            .judge()
            .flatMap(judge -> spec.map(known -> new Judging(Judge.restore(known, judge), known)));
  }

  /**
   * As it was when the snapshot was taken.
   *
   * @param spec what the present attempt's judge was started with; empty if it has none
   */
  public static Telemetry restore(TelemetrySnapshot state, Optional<AnalysisSpec> spec) {
    return new Telemetry(state, spec);
  }

  /** Time moves on; an earlier time changes nothing. */
  public void passTime(Instant at) {
    now = later(now, at);
  }

  /** The latest time that an input carried. */
  public Instant now() {
    return now;
  }

  /** Notes an agent's report; false if it came before or a later one did, and so says nothing. */
  public boolean heard(AgentReport report, Instant at) {
    Optional<Hearing> known = Optional.ofNullable(hearings.get(report.node()));
    boolean old =
        known
            .map(Hearing::boots)
            .filter(
                boots ->
                    boots.isPast(report.bootId())
                        || boots.isOld(report.bootId(), report.sequence()))
            .isPresent();
    if (old) {
      return false;
    }
    Boots boots =
        known
            .map(hearing -> hearing.boots().after(report.bootId(), report.sequence()))
            .orElseGet(() -> Boots.first(report.bootId(), report.sequence()));
    Instant heardAt = known.map(hearing -> later(hearing.at(), at)).orElse(at);
    hearings.put(report.node(), new Hearing(report.node(), boots, heardAt, report.refusal()));
    return true;
  }

  /**
   * Counts a metric report: for the history of the stable version, and for the judge if there is
   * one.
   *
   * @param split what decides on the reporting node now which version a request goes to
   */
  public void measured(
      MetricReport report,
      Instant at,
      Optional<Version> stable,
      Optional<Version> candidate,
      Split split) {
    SortedMap<Version, Counts> increments = meters.increments(report, at);
    if (increments.isEmpty()) {
      return;
    }
    measuredAt = later(measuredAt, at);
    Optional<Counts> baseline = stable.map(increments::get);
    baseline.ifPresent(counts -> remember(report, counts, at));
    judging.ifPresent(
        running -> {
          running
              .judge()
              .expose(
                  report.node().value(),
                  candidate.map(increments::get).map(Counts::requests).orElse(0L),
                  baseline.map(Counts::requests).orElse(0L),
                  split,
                  at);
          baseline.ifPresent(counts -> observe(running.judge(), Arm.BASELINE, report, counts, at));
          candidate
              .map(increments::get)
              .ifPresent(counts -> observe(running.judge(), Arm.CANDIDATE, report, counts, at));
        });
  }

  private void remember(MetricReport report, Counts counts, Instant at) {
    history = history.plus(counts, at);
    if (!report.isOfLabelsOnly()) {
      Tally errors = new Tally(counts.errors(), counts.requests());
      fleet.add(report.node().value(), errors, counts.histogram(Counts.LATENCY), at);
    }
  }

  private static void observe(
      Judge judge, Arm arm, MetricReport report, Counts counts, Instant at) {
    if (report.isOfLabelsOnly()) {
      judge.observeLabels(arm, report.node().value(), counts, at);
    } else {
      judge.observe(arm, report.node().value(), counts, at);
    }
  }

  /** From now on both versions are judged. */
  public void startJudging(AnalysisSpec spec, Duration horizon) {
    judging = Optional.of(new Judging(new Judge(spec, now, horizon, history, fleet.state()), spec));
  }

  public void stopJudging() {
    judging = Optional.empty();
  }

  public boolean isJudging() {
    return judging.isPresent();
  }

  /** Another version is the stable one: nothing is known of it. */
  public void forgetHistory() {
    history = BaselineHistory.empty(now);
    fleet = FleetHistory.empty(now);
  }

  /** What the judge says now, without its reasons; empty if there is none. */
  public Optional<Verdict.Kind> verdictKind(double beta) {
    return judging.map(running -> running.judge().kind(now, beta));
  }

  /**
   * What the judge says now; empty if there is none.
   *
   * @param beta chance of a false promotion that the present step accepts
   */
  public Optional<Verdict> verdict(double beta) {
    return judging.map(running -> running.judge().verdict(now, beta));
  }

  /** How much longer the judge would need, in sentences; empty if there is none. */
  public List<String> prospects(double beta) {
    return judging.map(running -> running.judge().prospects(beta)).orElseGet(List::of);
  }

  /** When the judge may change its mind although nobody reports; empty if there is none. */
  public List<Instant> judgeDueAt() {
    return judging
        .map(running -> running.spec().staleness())
        .map(this::silences)
        .orElseGet(List::of);
  }

  /** When a node was last heard; empty if never. */
  public Optional<Instant> heardAt(NodeName node) {
    return Optional.ofNullable(hearings.get(node)).map(Hearing::at);
  }

  /** Why nodes could not put a newer table in force, by node. */
  public Map<NodeName, String> refusals() {
    return hearings.values().stream()
        .filter(hearing -> hearing.refusal().isPresent())
        .collect(Collectors.toMap(Hearing::node, hearing -> hearing.refusal().orElseThrow()));
  }

  /** Drops what is remembered of nodes that are gone for long. */
  public void forgetGone(Predicate<NodeName> known) {
    Instant limit = now.minus(Silence.FORGOTTEN);
    hearings
        .values()
        .removeIf(hearing -> !known.test(hearing.node()) && hearing.at().isBefore(limit));
  }

  public TelemetrySnapshot snapshot() {
    return new TelemetrySnapshot(
        now,
        measuredAt,
        List.copyOf(hearings.values()),
        meters.snapshot(),
        history,
        fleet.state(),
        judging.map(running -> running.judge().snapshot()));
  }

  private List<Instant> silences(Staleness staleness) {
    return List.of(measuredAt.plus(staleness.after()), measuredAt.plus(staleness.rollbackAfter()));
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }
}
