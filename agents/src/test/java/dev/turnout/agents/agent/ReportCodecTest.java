package dev.turnout.agents.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.convergence.SmokeOutcome;
import dev.turnout.agents.convergence.VersionState;
import dev.turnout.agents.convergence.VersionState.Phase;
import dev.turnout.agents.report.ScoreTotals;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Capability;
import dev.turnout.events.AgentReport;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.MetricReport;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.SmokeTestResult;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportCodecTest {
  private static final Instant AT = Instant.ofEpochMilli(1_234);

  private final ReportCodec codec = new ReportCodec("node-1", Map.of("zone", "a"), "boot");

  @Test
  void shouldWriteEveryFieldOfAState() {
    // given
    ModelState state =
        new ModelState(
            "fraud",
            7,
            Optional.of("v2 is not ready"),
            Arrays.stream(Phase.values())
                .map(phase -> new VersionState(phase.name(), phase, reason(phase)))
                .toList(),
            List.of(new SmokeOutcome("a", true, ""), new SmokeOutcome("b", false, "status 500")));

    // when
    AgentReport report =
        codec.agentReport(state, Set.of(Capability.WEIGHTS, Capability.GRPC), true, AT, 3);

    // then
    assertThat(report)
        .isEqualTo(
            new AgentReport(
                "fraud",
                "node-1",
                "boot",
                3L,
                1_234L,
                7L,
                true,
                "v2 is not ready",
                Arrays.stream(dev.turnout.events.VersionState.values())
                    .map(
                        wire ->
                            new VersionStatus(
                                wire.name(),
                                wire,
                                reason(Phase.valueOf(wire.name())).isEmpty() ? null : "loading"))
                    .toList(),
                List.of(
                    new SmokeTestResult("a", true, null),
                    new SmokeTestResult("b", false, "status 500")),
                Map.of("zone", "a", "turnout.dev/data-plane-can", "GRPC/WEIGHTS")));
  }

  @Test
  void shouldWriteCumulativeCounters() {
    // given
    VersionTotals totals =
        new VersionTotals(
            "v2",
            3,
            1,
            4_500,
            Map.of(40, 2L, 12, 1L),
            Map.of("accuracy", new ScoreTotals(10, 2.5)));

    // when
    MetricReport report = codec.metricReport("fraud", List.of(totals), AT, 1);

    // then
    assertThat(report)
        .isEqualTo(
            new MetricReport(
                "fraud",
                "node-1",
                "boot",
                1L,
                1_234L,
                List.of(
                    new VersionMetrics(
                        "v2",
                        3L,
                        1L,
                        new LatencyHistogram(
                            4_500L, List.of(new HistogramBin(12, 1L), new HistogramBin(40, 2L))),
                        List.of(new ScoreCounter("accuracy", 10L, 2.5)),
                        List.of()))));
  }

  private static String reason(Phase phase) {
    return phase == Phase.PREPARING ? "loading" : "";
  }
}
