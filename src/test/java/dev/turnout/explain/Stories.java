package dev.turnout.explain;

import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.AnalysisStep;
import dev.turnout.events.BakeStep;
import dev.turnout.events.CanaryStage;
import dev.turnout.events.CanaryStrategy;
import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.DistributionMetric;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeJoined;
import dev.turnout.events.Outcome;
import dev.turnout.events.QuantileGate;
import dev.turnout.events.RateKind;
import dev.turnout.events.RateMetric;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.SetWeightStep;
import dev.turnout.events.StepEntered;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRef;
import dev.turnout.events.WeightSet;
import dev.turnout.orchestrator.analysis.DistributionEvidence;
import dev.turnout.orchestrator.analysis.DistributionEvidence.GateEvidence;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.LimitEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.audit.Moment;
import dev.turnout.orchestrator.codec.EventCodec;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.Tally;
import dev.turnout.schemas.RecordTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rollout that passes its first stage and goes bad in the second. */
final class Stories {
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  static {
    RecordTypes.trust();
  }

  private final List<JournalEntry> journal = new ArrayList<>();

  private Stories() {}

  static Story rolledBack() {
    Stories journal = new Stories();
    journal.add(0, "agents", 3, new NodeJoined("node-1"));
    journal.add(
        60,
        "commands",
        0,
        new CommandAccepted(
            "id-1", "StartRollout", "fraud-v2", "ci/airflow", "nightly training", null));
    journal.add(
        60, "commands", 0, new RolloutStarted("fraud-v2", "fraud-v2", 1, v1(), spec(), steps()));
    journal.add(60, "commands", 0, new StepEntered("fraud-v2", 0));
    journal.add(62, "agents", 67, new WeightSet("fraud-v2", 0.1));
    journal.add(300, "metrics", 301, evented(stepCompleted(evidence(300, false))));
    journal.add(302, "agents", 310, new WeightSet("fraud-v2", 0.5));
    journal.add(420, "metrics", 420, evented(verdict(evidence(420, true))));
    journal.add(420, "metrics", 420, evented(turnedBack(evidence(420, true))));
    journal.add(
        421, "agents", 430, new RolloutEnded("fraud-v2", Outcome.ROLLED_BACK, "errors are up"));
    return Story.of(journal.journal, journal.journal.get(2));
  }

  static Series series() {
    List<Moment> moments = new ArrayList<>();
    for (int second = 62; second <= 420; second += 2) {
      moments.add(
          new Moment(
              START.plusSeconds(second),
              new Weight(second < 302 ? 0.1 : 0.5),
              Optional.of(evidence(second, second == 420))));
    }
    moments.add(new Moment(START.plusSeconds(421), Weight.ZERO, Optional.empty()));
    return new Series(
        moments,
        true,
        "judged again from the recorded inputs; the evidence of 3 recorded decisions came out the"
            + " same");
  }

  /** Errors go up from the 380th second on; accuracy is good. */
  static Evidence evidence(int second, boolean blamed) {
    double candidate = 20.0 * Math.min(second, 302) + 100.0 * Math.max(0, second - 302);
    double stable = 180.0 * Math.min(second, 302) + 100.0 * Math.max(0, second - 302);
    double late = Math.max(0, second - 380);
    double logErrors = -1.5 + 0.18 * late;
    MetricEvidence errors =
        new MetricEvidence(
            "errors",
            0.4,
            false,
            new Tally(Math.floor(0.001 * candidate + 3 * late), candidate),
            new Tally(Math.floor(0.001 * stable), stable),
            logErrors,
            Math.min(3.4, 0.012 * second),
            Optional.empty(),
            List.of(new LimitEvidence(0.01, -2 + 0.1 * late, -30, false, false)),
            blamed,
            second / 2,
            "");
    MetricEvidence accuracy =
        new MetricEvidence(
            "accuracy",
            0.4,
            false,
            new Tally(Math.floor(0.008 * candidate), 0.2 * candidate),
            new Tally(Math.floor(0.01 * stable), 0.2 * stable),
            -2,
            Math.min(4, 0.02 * second),
            Optional.empty(),
            List.of(),
            false,
            second / 10,
            "");
    MetricEvidence latency =
        new MetricEvidence(
            "latency",
            0.2,
            false,
            new Tally(0, Math.floor(candidate)),
            new Tally(0, Math.floor(stable)),
            -1.2,
            Math.min(3.1, 0.01 * second),
            Optional.of(
                new DistributionEvidence(
                    "ms",
                    List.of(
                        new GateEvidence(0.5, Math.min(6, 0.03 * second)),
                        new GateEvidence(0.99, Math.min(3.1, 0.01 * second))),
                    bins(candidate, 104),
                    bins(stable, 100))),
            List.of(new LimitEvidence(0.01, -4, -30, false, false)),
            false,
            second / 2,
            "");
    return new Evidence(
        Math.log(0.4 * Math.exp(logErrors) + 0.4 * Math.exp(-2) + 0.2 * Math.exp(-1.2)),
        Math.log(100),
        Math.log(20),
        (long) candidate,
        (long) stable,
        500,
        List.of(errors, accuracy, latency),
        blamed ? List.of("suspicion") : List.of());
  }

  /** Latencies around a median, the slowest percent more than three times as slow. */
  private static Bins bins(double total, double median) {
    int first = LatencyBins.binOf(median / 10);
    List<Double> counts = new ArrayList<>();
    double below = 0;
    for (int bin = first; bin < LatencyBins.binOf(median * 20); bin++) {
      double odds = Math.pow(LatencyBins.upperEdgeMillis(bin) / median, 4);
      double upTo = Math.floor(total * odds / (1 + odds));
      counts.add(upTo - below);
      below = upTo;
    }
    return new Bins(first, counts);
  }

  private void add(int second, String topic, long offset, Object event) {
    long sequence = journal.size() + 1L;
    journal.add(
        new JournalEntry(
            "fraud",
            sequence,
            START.plusSeconds(second).toEpochMilli(),
            1,
            "",
            new Cause(CauseKind.INPUT, "turnout." + topic, 1, offset),
            new ConsumedOffsets(1L, second + 1L, second + 12L),
            event));
  }

  private static Object evented(dev.turnout.orchestrator.rollout.RolloutEvent event) {
    return EventCodec.write(event);
  }

  private static dev.turnout.orchestrator.rollout.RolloutEvent stepCompleted(Evidence evidence) {
    return new dev.turnout.orchestrator.rollout.StepCompleted(
        new RolloutId("fraud-v2"), 1, "not worse by any margin", Optional.of(evidence));
  }

  private static dev.turnout.orchestrator.rollout.RolloutEvent verdict(Evidence evidence) {
    return new dev.turnout.orchestrator.rollout.VerdictReached(
        new RolloutId("fraud-v2"), new Verdict(Verdict.Kind.ROLLBACK, "errors are up", evidence));
  }

  private static dev.turnout.orchestrator.rollout.RolloutEvent turnedBack(Evidence evidence) {
    return new dev.turnout.orchestrator.rollout.RolloutTurnedBack(
        new RolloutId("fraud-v2"),
        dev.turnout.orchestrator.rollout.Outcome.ROLLED_BACK,
        "errors are up",
        Optional.of(evidence));
  }

  private static VersionRef v1() {
    return new VersionRef("v1", null);
  }

  private static RolloutSpec spec() {
    return new RolloutSpec(
        v1(),
        new VersionRef("v2", null),
        new CanaryStrategy(
            null, List.of(new CanaryStage(0.1, 240_000L), new CanaryStage(0.5, 240_000L)), 500L),
        AnalysisSpec.newBuilder()
            .setMetrics(
                List.of(
                    RateMetric.newBuilder()
                        .setName("errors")
                        .setKind(RateKind.ERRORS)
                        .setMargin(0.002)
                        .setLimit(0.01)
                        .build(),
                    RateMetric.newBuilder()
                        .setName("accuracy")
                        .setKind(RateKind.SCORE)
                        .setReported("accuracy")
                        .setMargin(0.01)
                        .build(),
                    DistributionMetric.newBuilder()
                        .setName("latency")
                        .setGates(
                            List.of(
                                new QuantileGate(0.5, 0.1, null),
                                new QuantileGate(0.99, 0.1, 500.0)))
                        .build()))
            .build(),
        new Stickiness(StickinessKind.NONE, null),
        60_000L,
        Map.of());
  }

  private static List<Object> steps() {
    return List.of(
        new SetWeightStep(0.1),
        new AnalysisStep(240_000L, 0.2),
        new SetWeightStep(0.5),
        new AnalysisStep(240_000L, null),
        new SetWeightStep(1.0),
        new BakeStep(60_000L));
  }
}
