package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.JudgeSnapshot.NodesState;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import dev.turnout.orchestrator.guard.ExposureWatch;
import dev.turnout.orchestrator.guard.FleetHistoryState;
import dev.turnout.orchestrator.statistics.Expect;
import dev.turnout.orchestrator.statistics.LogSum;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides from counts, after every report, whether a candidate is worse than the concurrent
 * baseline, good enough, or not yet known. One judge lives through all steps of a rollout: evidence
 * is never thrown away at a step.
 *
 * <p>Guarantees, however often one looks, whatever the traffic and the split do, and however the
 * rates of both arms drift together: a candidate that is never worse than the baseline is rolled
 * back by the comparison with a chance of at most alpha; a candidate that is worse by a margin all
 * the time is promoted with a chance of at most beta. Each absolute limit adds at most alpha for a
 * candidate that keeps it, and the check for a catastrophe at most 0.001.
 *
 * <p>Invariant: evidence is a function of the sequence of {@link #observe} calls and their times
 * alone. Ticks and verdicts, wherever they fall between the reports, change no count's block and no
 * evidence; they only let time pass for rules that wait (silence, an unsettled breach). So a replay
 * that interleaves them differently has the same evidence after the same report.
 *
 * <p>Times are the broker's; a time before the latest is taken as the latest. Not safe for use by
 * several threads.
 */
public final class Judge {
  /** At least half of the candidate's requests must succeed, also while a node warms up. */
  static final AbsoluteLimit CATASTROPHE =
      new AbsoluteLimit(0.5, "failed", counts -> new Tally(counts.errors(), counts.requests()));

  static final double CATASTROPHE_ALPHA = 0.001;

  private final AnalysisSpec spec;
  private final Rules rules;
  private final Instant startedAt;
  private final Duration horizon;
  private final List<MetricJudge> metrics;
  private final Limit catastrophe;
  private final Nodes nodes;
  private final ExposureWatch exposure;
  private Instant observedAt;
  private Instant now;
  private long candidateRequests;
  private long baselineRequests;
  private double maxLogRollback;
  private String rollbackReason = "";
  private Optional<Said> said = Optional.empty();

  /** The latest verdict, which is good until something is observed or time passes. */
  private record Said(double beta, Verdict verdict) {}

  /**
   * @param horizon how long the rollout may take, longer than zero; fixes when the judge expects
   *     late regressions
   * @param baselineHistory what the baseline did before; a metric that is missing there learns from
   *     its first blocks
   */
  public Judge(
      AnalysisSpec spec, Instant startedAt, Duration horizon, BaselineHistory baselineHistory) {
    this(spec, startedAt, horizon, baselineHistory, FleetHistoryState.empty(startedAt));
  }

  /**
   * A judge that knows the nodes.
   *
   * @param fleet what the nodes did before, which is needed if the arms get nodes of their own
   */
  public Judge(
      AnalysisSpec spec,
      Instant startedAt,
      Duration horizon,
      BaselineHistory baselineHistory,
      FleetHistoryState fleet) {
    this(spec, startedAt, horizon, baselineHistory, fleet, Rules.CURRENT);
  }

  /**
   * A judge with other rules than the current ones.
   *
   * @param rules what it bets on
   */
  public Judge(
      AnalysisSpec spec,
      Instant startedAt,
      Duration horizon,
      BaselineHistory baselineHistory,
      FleetHistoryState fleet,
      Rules rules) {
    Expect.positive("a horizon", horizon, "the sum of the steps' durations");
    this.spec = spec;
    this.rules = rules;
    this.startedAt = startedAt;
    this.horizon = horizon;
    this.metrics = new ArrayList<>();
    RestartSchedule restarts = RestartSchedule.over(horizon);
    for (int i = 0; i < spec.metrics().size(); i++) {
      metrics.add(MetricJudge.start(spec, i, rules, restarts, baselineHistory, fleet, startedAt));
    }
    this.catastrophe = Limit.start(CATASTROPHE, CATASTROPHE_ALPHA, startedAt);
    this.nodes = new Nodes(spec, NodesState.none(startedAt));
    this.exposure = ExposureWatch.start(startedAt);
    this.observedAt = startedAt;
    this.now = startedAt;
  }

  private Judge(AnalysisSpec spec, JudgeSnapshot state) {
    this.spec = spec;
    this.rules = state.rules();
    this.startedAt = state.startedAt();
    this.horizon = state.horizon();
    this.metrics = new ArrayList<>();
    RestartSchedule restarts = RestartSchedule.over(horizon);
    for (int i = 0; i < spec.metrics().size(); i++) {
      metrics.add(MetricJudge.restore(spec, i, rules, restarts, state.metrics().get(i)));
    }
    this.catastrophe = Limit.restore(CATASTROPHE, CATASTROPHE_ALPHA, state.catastrophe());
    this.nodes = new Nodes(spec, state.nodes());
    this.exposure = ExposureWatch.restore(state.exposure());
    this.observedAt = state.observedAt();
    this.now = state.now();
    this.candidateRequests = state.candidateRequests();
    this.baselineRequests = state.baselineRequests();
    this.maxLogRollback = state.maxLogRollback();
    this.rollbackReason = state.rollbackReason();
  }

  /**
   * The judge as it was when the snapshot was taken.
   *
   * @param spec the specification it was started with
   */
  public static Judge restore(AnalysisSpec spec, JudgeSnapshot snapshot) {
    if (snapshot.metrics().size() != spec.metrics().size()) {
      throw new IllegalArgumentException(
          "Expected a snapshot of %d metrics, but got %d (write the specification of its start)"
              .formatted(spec.metrics().size(), snapshot.metrics().size()));
    }
    return new Judge(spec, snapshot);
  }

  /**
   * Takes what an arm did on a node since its last report; an idle node's report shows that it is
   * alive. Labels of a reporter that serves nothing go to {@link #observeLabels}.
   */
  public void observe(Arm arm, String node, Counts counts, Instant at) {
    Instant time = at.isAfter(observedAt) ? at : observedAt;
    Counts judged = nodes.heard(arm, node, counts, time);
    addRequests(arm, judged.requests());
    metrics.forEach(metric -> metric.observe(arm, node, judged, time, observedAt));
    catastrophe.observe(arm, counts, time, observedAt);
    closeBlocks(time);
  }

  /**
   * Takes what a node answered since its last report, to see whether each arm gets its share. A
   * mismatch is no fault of the version, so it rolls nothing back, but nothing is promoted on it.
   *
   * @param split what decides on the node now which arm a request goes to
   */
  public void expose(String node, long candidate, long baseline, Split split, Instant at) {
    Instant time = at.isAfter(observedAt) ? at : observedAt;
    exposure.observe(node, candidate, baseline, split, time);
    said = Optional.empty();
  }

  /**
   * Takes labels from a reporter that serves no requests, such as a pipeline. Whether an answer was
   * right needs no warm-up, and such a reporter may fall silent whenever it likes.
   *
   * @param counts scores and histograms; requests and their latency in it are not looked at
   */
  public void observeLabels(Arm arm, String reporter, Counts counts, Instant at) {
    Instant time = at.isAfter(observedAt) ? at : observedAt;
    Counts labels = counts.withoutRequests();
    metrics.forEach(metric -> metric.observeLabels(arm, reporter, labels, time, observedAt));
    closeBlocks(time);
  }

  private void closeBlocks(Instant time) {
    // Staleness by the time of the report, not of the last tick: ticks must not move evidence.
    if (nodes.isStale(Arm.CANDIDATE, time)) {
      metrics.forEach(metric -> metric.dropIfOverdue(time));
    } else {
      metrics.forEach(metric -> metric.closeIfDue(time, observedAt));
      maxLogRollback = Math.max(maxLogRollback, logRollback());
    }
    observedAt = time;
    said = Optional.empty();
    tick(time);
  }

  /** Lets time pass. */
  public void tick(Instant at) {
    if (at.isAfter(now)) {
      now = at;
      said = Optional.empty();
    }
  }

  /**
   * What to do now.
   *
   * @param beta chance of a false promotion that this step accepts, in (0, 1]; inner steps may
   *     accept more than the last
   */
  public Verdict verdict(Instant at, double beta) {
    tick(at);
    return said.filter(known -> known.beta() == beta).orElseGet(() -> say(at, beta)).verdict();
  }

  private Said say(Instant at, double beta) {
    Kind kind = kind(at, beta);
    Evidence evidence = evidence(beta);
    String reason =
        switch (kind) {
          case ROLLBACK -> rollbackReason;
          case HOLD -> holdReason().orElseThrow();
          case PROMOTE -> Reasons.promote(spec, evidence);
          default -> Reasons.undecided(evidence);
        };
    var verdict = new Said(beta, new Verdict(kind, reason, evidence));
    said = Optional.of(verdict);
    return verdict;
  }

  /** What to do now, without the reasons, which cost many times as much: for every report. */
  public Kind kind(Instant at, double beta) {
    Expect.inLeftOpen("beta", beta, 0, 1, "0.05 for 5 %");
    tick(at);
    if (rollbackReason.isEmpty()) {
      rollbackReason = rollbackReason().orElse("");
    }
    if (!rollbackReason.isEmpty()) {
      return Kind.ROLLBACK;
    }
    if (holdReason().isPresent()) {
      return Kind.HOLD;
    }
    return isShown(-StrictMath.log(beta)) ? Kind.PROMOTE : Kind.CONTINUE;
  }

  /** The same as that nothing is missing in the evidence. */
  private boolean isShown(double logThreshold) {
    return candidateRequests >= spec.minimumSample()
        && logRollback() < Evidence.LOG_SUSPICION
        && !catastrophe.isBrokenByCandidate()
        && exposure.alert().isEmpty()
        && metrics.stream().allMatch(metric -> metric.isShown(logThreshold));
  }

  /**
   * How much longer a promotion would need at the traffic so far, one sentence for each metric that
   * is not shown to be good enough.
   */
  public List<String> prospects(double beta) {
    Duration judged = Duration.between(startedAt, now);
    return judged.isZero() ? List.of() : new Prospects(spec, evidence(beta), judged).sentences();
  }

  public JudgeSnapshot snapshot() {
    return new JudgeSnapshot(
        rules,
        startedAt,
        horizon,
        observedAt,
        now,
        metrics.stream().map(MetricJudge::state).toList(),
        catastrophe.state(),
        nodes.state(),
        exposure.state(),
        candidateRequests,
        baselineRequests,
        maxLogRollback,
        rollbackReason);
  }

  private void addRequests(Arm arm, long requests) {
    if (arm == Arm.CANDIDATE) {
      candidateRequests += requests;
    } else {
      baselineRequests += requests;
    }
  }

  /**
   * The weighted mean of the metrics' e-values: valid although the metrics depend on each other.
   */
  private double logRollback() {
    LogSum sum = new LogSum();
    metrics.forEach(metric -> sum.add(metric.logWeightedRollback()));
    return sum.log();
  }

  private Evidence evidence(double beta) {
    double logThreshold = -StrictMath.log(spec.alpha());
    Evidence evidence =
        new Evidence(
            logRollback(),
            logThreshold,
            -StrictMath.log(beta),
            candidateRequests,
            baselineRequests,
            spec.minimumSample(),
            metrics.stream().map(metric -> metric.evidence(logThreshold)).toList(),
            List.of());
    List<String> missing = new ArrayList<>(Reasons.missing(evidence));
    if (catastrophe.isBrokenByCandidate()) {
      missing.add("errors: the candidate's requests fail");
    }
    if (!exposure.alert().isEmpty()) {
      missing.add(exposure.alert());
    }
    return evidence.withMissing(missing);
  }

  private Optional<String> rollbackReason() {
    if (catastrophe.blamesCandidate(now)) {
      return Optional.of(Reasons.catastrophe(catastrophe));
    }
    if (maxLogRollback >= -StrictMath.log(spec.alpha())) {
      return Optional.of(Reasons.worse(spec, evidence(spec.beta()), lately(), maxLogRollback));
    }
    for (MetricJudge metric : metrics) {
      for (Limit limit : metric.limits()) {
        if (limit.blamesCandidate(now)) {
          return Optional.of(Reasons.limit(metric.metric().name(), limit));
        }
      }
    }
    if (nodes.isLost(now) && isHeard(Arm.BASELINE)) {
      return Optional.of("liveness: " + nodes.silence(now, spec.staleness().rollbackAfter()));
    }
    return Optional.empty();
  }

  private Map<String, String> lately() {
    Map<String, String> lately = new HashMap<>();
    metrics.forEach(metric -> lately.put(metric.metric().name(), metric.lately()));
    return lately;
  }

  private Optional<String> holdReason() {
    if (catastrophe.isIncident()) {
      return Optional.of(Reasons.incident("errors", catastrophe));
    }
    for (MetricJudge metric : metrics) {
      for (Limit limit : metric.limits()) {
        if (limit.isIncident()) {
          return Optional.of(Reasons.incident(metric.metric().name(), limit));
        }
      }
    }
    if (!nodes.isStale(Arm.CANDIDATE, now)) {
      return Optional.empty();
    }
    String silence = nodes.silence(now, spec.staleness().after());
    return Optional.of(
        isHeard(Arm.BASELINE)
            ? "evidence is frozen: " + silence
            : "no data: " + silence + ", and the baseline is silent, too");
  }

  private boolean isHeard(Arm arm) {
    return nodes.hasReported(arm) && !nodes.isStale(arm, now);
  }
}
