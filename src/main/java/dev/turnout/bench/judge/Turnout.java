package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.ArmCounts;
import dev.turnout.bench.world.Past;
import dev.turnout.bench.world.Tick;
import dev.turnout.bench.world.Tick.NodeCounts;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Arm;
import dev.turnout.orchestrator.analysis.BaselineHistory;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.Judge;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.analysis.Rules;
import dev.turnout.orchestrator.analysis.ScoreCounts;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.guard.FleetHistory;
import dev.turnout.orchestrator.guard.FleetHistoryState;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.BinWeights;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The product's own {@link Judge}, fed with the simulated counts as an orchestrator feeds it. Both
 * arms report under one node: request by request, every node serves both.
 */
public final class Turnout {
  /** The outcome under which labels are published. */
  static final String OUTCOME = "accuracy";

  private static final String NODE = "node";
  private static final Instant START = Instant.EPOCH;

  private final Judge judge;
  private final double beta;
  private double seenUntil;
  private Verdict.Kind kind = Verdict.Kind.CONTINUE;

  /**
   * A judge as the product starts it today.
   *
   * @param seconds how long the rollout may take
   */
  public Turnout(AnalysisSpec spec, double seconds, Past past) {
    this(spec, seconds, past, Rules.CURRENT);
  }

  /**
   * A judge with other rules.
   *
   * @param rules what it bets on
   */
  public Turnout(AnalysisSpec spec, double seconds, Past past, Rules rules) {
    this.judge = new Judge(spec, START, duration(seconds), history(past), fleet(past), rules);
    this.beta = spec.beta();
  }

  /** Takes a step's counts and says all about them; a step that it knows is not taken again. */
  public Verdict see(Tick tick) {
    take(tick);
    return judge.verdict(at(tick.end()), beta);
  }

  /** What to do, which costs much less than the reasons for it. */
  private Verdict.Kind kind(Tick tick) {
    take(tick);
    return kind;
  }

  private void take(Tick tick) {
    if (tick.end() > seenUntil) {
      seenUntil = tick.end();
      observe(tick);
      kind = judge.kind(at(tick.end()), beta);
    }
  }

  private void observe(Tick tick) {
    if (tick.nodes().isEmpty()) {
      // The arm with more traffic first: its report alone then never closes a block, so that a
      // block holds the same seconds of both arms.
      judge.observe(Arm.BASELINE, NODE, counts(tick.baseline()), at(tick.start()));
      judge.observe(Arm.CANDIDATE, NODE, counts(tick.candidate()), at(tick.end()));
      return;
    }
    for (NodeCounts node : tick.nodes()) {
      Arm arm = node.candidate() ? Arm.CANDIDATE : Arm.BASELINE;
      judge.observe(arm, node.node(), counts(node.counts()), at(tick.end()));
    }
  }

  /** Fires when the judge says this for the first time. */
  public Contestant when(Verdict.Kind wanted) {
    return tick -> kind(tick) == wanted;
  }

  /** Fires when this holds for the first time. */
  Contestant when(Predicate<Verdict> holds) {
    return tick -> holds.test(see(tick));
  }

  /** Fires when one metric alone would roll back. */
  Contestant whenBlamed(int metric) {
    // If one metric alone rolls back, so do all together: before that, nobody needs to be asked.
    return tick -> kind(tick) == Verdict.Kind.ROLLBACK && metric(see(tick), metric).blamed();
  }

  /** Fires when a metric's evidence suffices for a promotion, whatever else is said. */
  Contestant whenShownSafe(int metric) {
    return when(seen -> metric(seen, metric).logPromote() >= seen.evidence().logPromoteThreshold());
  }

  private static MetricEvidence metric(Verdict seen, int index) {
    return seen.evidence().metrics().get(index);
  }

  private static Counts counts(ArmCounts arm) {
    Map<String, ScoreCounts> scores =
        arm.labels() > 0 ? Map.of(OUTCOME, new ScoreCounts(arm.labels(), arm.wrong())) : Map.of();
    return new Counts(arm.requests(), arm.errors(), arm.latency().toMap(), new TreeMap<>(scores));
  }

  private static BaselineHistory history(Past past) {
    return new BaselineHistory(
        START,
        new Tally(past.errors(), past.requests()),
        new TreeMap<>(Map.of(Counts.LATENCY, BinWeights.of(past.latency()))),
        new TreeMap<>(Map.of(OUTCOME, new Tally(past.wrong(), past.labels()))));
  }

  private static FleetHistoryState fleet(Past past) {
    if (past.before().isEmpty()) {
      return FleetHistoryState.empty(START);
    }
    FleetHistory fleet = FleetHistory.empty(at(past.before().get(0).start()));
    for (Tick tick : past.before()) {
      for (NodeCounts node : tick.nodes()) {
        ArmCounts counts = node.counts();
        fleet.add(
            node.node(),
            new Tally(counts.errors(), counts.requests()),
            BinCounts.of(counts.latency().toMap()),
            at(tick.end()));
      }
    }
    return fleet.state();
  }

  private static Instant at(double seconds) {
    return START.plus(duration(seconds));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(1000 * seconds));
  }
}
