package dev.turnout.agents.agent;

import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.convergence.SmokeOutcome;
import dev.turnout.agents.convergence.VersionState;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.DataPlane;
import dev.turnout.events.AgentReport;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.MetricReport;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.SmokeTestResult;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes reports for the wire: the only class that sees both sides of one. */
public final class ReportCodec {
  private final String node;
  private final Map<String, String> labels;
  private final String bootId;

  /**
   * For one run of an agent.
   *
   * @param labels what the node says of itself
   * @param bootId unlike that of any other run
   */
  public ReportCodec(String node, Map<String, String> labels, String bootId) {
    this.node = node;
    this.labels = Map.copyOf(labels);
    this.bootId = bootId;
  }

  /**
   * What is in force.
   *
   * @param able what the model's data plane can do; empty for unknown
   * @param leaving whether the agent stops on purpose
   * @param at the agent's clock
   * @param sequence number of the report within the run, from 1
   */
  public AgentReport agentReport(
      ModelState state, Set<Capability> able, boolean leaving, Instant at, long sequence) {
    Map<String, String> all = new TreeMap<>(labels);
    all.putAll(DataPlane.label(able));
    return AgentReport.newBuilder()
        .setModel(state.model())
        .setNode(node)
        .setBootId(bootId)
        .setSequence(sequence)
        .setReportedAtMs(at.toEpochMilli())
        .setEpochInForce(state.epochInForce())
        .setLeaving(leaving)
        .setRefusal(state.refusal().orElse(null))
        .setVersions(state.versions().stream().map(ReportCodec::version).toList())
        .setSmokeTests(state.smokeTests().stream().map(ReportCodec::smokeTest).toList())
        .setLabels(all)
        .build();
  }

  /**
   * What the versions of a model did since the start.
   *
   * @param at the agent's clock
   * @param sequence number of the report within the run, from 1
   */
  public MetricReport metricReport(
      String model, List<VersionTotals> totals, Instant at, long sequence) {
    return MetricReport.newBuilder()
        .setModel(model)
        .setNode(node)
        .setBootId(bootId)
        .setSequence(sequence)
        .setReportedAtMs(at.toEpochMilli())
        .setVersions(totals.stream().map(ReportCodec::metrics).toList())
        .build();
  }

  private static VersionStatus version(VersionState state) {
    dev.turnout.events.VersionState phase =
        switch (state.phase()) {
          case PREPARING -> dev.turnout.events.VersionState.PREPARING;
          case READY -> dev.turnout.events.VersionState.READY;
          case FAILED -> dev.turnout.events.VersionState.FAILED;
          case RETIRED -> dev.turnout.events.VersionState.RETIRED;
        };
    return VersionStatus.newBuilder()
        .setVersion(state.version())
        .setState(phase)
        .setReason(state.reason().isEmpty() ? null : state.reason())
        .build();
  }

  private static SmokeTestResult smokeTest(SmokeOutcome outcome) {
    return SmokeTestResult.newBuilder()
        .setTestId(outcome.testId())
        .setPassed(outcome.passed())
        .setReason(outcome.reason().isEmpty() ? null : outcome.reason())
        .build();
  }

  private static VersionMetrics metrics(VersionTotals totals) {
    List<HistogramBin> bins =
        totals.bins().entrySet().stream()
            .map(bin -> new HistogramBin(bin.getKey(), bin.getValue()))
            .toList();
    List<ScoreCounter> scores =
        totals.scores().entrySet().stream()
            .map(
                score ->
                    new ScoreCounter(
                        score.getKey(), score.getValue().total(), score.getValue().bad()))
            .toList();
    return VersionMetrics.newBuilder()
        .setVersion(totals.version())
        .setRequests(totals.requests())
        .setErrors(totals.errors())
        .setLatency(new LatencyHistogram(totals.sumMicros(), bins))
        .setScores(scores)
        .setHistograms(List.of())
        .build();
  }
}
