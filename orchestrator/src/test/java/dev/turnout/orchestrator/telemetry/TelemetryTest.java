package dev.turnout.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.analysis.WarmUp;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final ModelName FRAUD = new ModelName("fraud");
  private static final Version V1 = new Version("v1");
  private static final Version V2 = new Version("v2");

  private final Telemetry telemetry = new Telemetry();

  @Test
  void shouldNeverGoBackInTime() {
    telemetry.passTime(AT);
    telemetry.passTime(AT.minusSeconds(5));

    assertThat(telemetry.now()).isEqualTo(AT);
  }

  @Test
  void shouldHearAReportOnce() {
    assertThat(telemetry.heard(hello("a", 1), AT)).isTrue();
    assertThat(telemetry.heard(hello("a", 1), AT)).isFalse();
    assertThat(telemetry.heard(hello("a", 2), AT)).isTrue();
  }

  @Test
  void shouldNotHearABootThatAnotherOneFollowed() {
    // given
    telemetry.heard(hello("a", 1), AT);
    telemetry.heard(hello("b", 1), AT);

    // when
    boolean heard = telemetry.heard(hello("a", 2), AT);

    // then
    assertThat(heard).isFalse();
  }

  @Test
  void shouldJudgeLabelsOfAPipelineWithoutWarmUp() {
    // given
    AnalysisSpec spec =
        AnalysisSpec.of(Rate.score("accuracy", "accuracy"))
            .withWarmUp(new WarmUp(Duration.ofMinutes(1), 100));
    telemetry.passTime(AT);
    telemetry.startJudging(spec, Duration.ofHours(1));

    // when
    telemetry.measured(
        labels(400, 20, 400, 200), AT.plusSeconds(1), known(V1), known(V2), new Split.Unknown());
    telemetry.measured(
        labels(500, 25, 500, 250), AT.plusSeconds(90), known(V1), known(V2), new Split.Unknown());

    // then
    telemetry.passTime(AT.plusSeconds(90));
    assertThat(telemetry.verdict(0.05).orElseThrow().kind()).isEqualTo(Verdict.Kind.ROLLBACK);
  }

  @Test
  void shouldNotMissAPipelineThatFallsSilent() {
    // given
    AnalysisSpec spec = AnalysisSpec.of(Rate.score("accuracy", "accuracy"));
    telemetry.passTime(AT);
    telemetry.startJudging(spec, Duration.ofHours(1));
    telemetry.measured(
        labels(400, 20, 400, 20), AT.plusSeconds(1), known(V1), known(V2), new Split.Unknown());

    // when
    telemetry.passTime(AT.plusSeconds(600));

    // then
    assertThat(telemetry.verdict(0.05).orElseThrow().kind()).isEqualTo(Verdict.Kind.CONTINUE);
  }

  private static Optional<Version> known(Version version) {
    return Optional.of(version);
  }

  private static MetricReport labels(long total1, double wrong1, long total2, double wrong2) {
    return new MetricReport(
        FRAUD,
        new NodeName("pipeline/labels"),
        "boot-" + total1,
        1,
        new TreeMap<>(
            Map.of(
                V1, Counts.ofScore("accuracy", total1, wrong1),
                V2, Counts.ofScore("accuracy", total2, wrong2))));
  }

  private static AgentReport hello(String boot, long sequence) {
    return new AgentReport(
        FRAUD,
        new NodeName("node-1"),
        boot,
        sequence,
        0,
        false,
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        Labels.NONE);
  }
}
