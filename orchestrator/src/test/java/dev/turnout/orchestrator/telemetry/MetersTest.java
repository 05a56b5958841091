package dev.turnout.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.ScoreCounts;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Version V2 = new Version("v2");

  private final Meters meters = new Meters(List.of());

  @Test
  void shouldCountTheFirstReportOfABootWhole() {
    assertThat(increment("a", 1, 100, 3)).isEqualTo(Counts.ofRequests(100, 3));
  }

  @Test
  void shouldCountTheDifferenceAfterALostReport() {
    // given
    increment("a", 1, 100, 3);

    // when
    Counts increment = increment("a", 5, 150, 4);

    // then
    assertThat(increment).isEqualTo(Counts.ofRequests(50, 1));
  }

  @Test
  void shouldCountARepeatedOrOvertakenReportNever() {
    // given
    increment("a", 1, 100, 3);
    increment("a", 3, 150, 4);

    // when
    var repeated = meters.increments(report("a", 3, counts(150, 4)), AT);
    var overtaken = meters.increments(report("a", 2, counts(120, 3)), AT);

    // then
    assertThat(repeated).isEmpty();
    assertThat(overtaken).isEmpty();
  }

  @Test
  void shouldOnlyNoteTheCountersOfAReporterThatIsHeardLate() {
    assertThat(increment("a", 7, 10_000, 50)).isEqualTo(Counts.ZERO);
    assertThat(increment("a", 8, 10_010, 51)).isEqualTo(Counts.ofRequests(10, 1));
  }

  @Test
  void shouldBeginAtZeroWithANewBoot() {
    // given
    increment("a", 1, 100, 3);

    // when
    Counts increment = increment("b", 1, 10, 1);

    // then
    assertThat(increment).isEqualTo(Counts.ofRequests(10, 1));
  }

  @Test
  void shouldNotCountARepeatedReportOfAnEarlierBoot() {
    // given
    increment("a", 1, 100, 3);
    increment("b", 1, 10, 1);

    // when
    var increments = meters.increments(report("a", 1, counts(100, 3)), AT);

    // then
    assertThat(increments).isEmpty();
  }

  @Test
  void shouldKeepErrorsThatRanAheadOfTheirRequestsForTheNextReport() {
    // given
    increment("a", 1, 10, 0);

    // when
    Counts first = increment("a", 2, 11, 3);
    Counts second = increment("a", 3, 20, 3);

    // then
    assertThat(first).isEqualTo(Counts.ofRequests(1, 1));
    assertThat(second).isEqualTo(Counts.ofRequests(9, 2));
  }

  @Test
  void shouldCountNothingWhenACounterShrinks() {
    // given
    increment("a", 1, 100, 3);

    // when
    Counts increment = increment("a", 2, 50, 1);

    // then
    assertThat(increment).isEqualTo(Counts.ZERO);
  }

  @Test
  void shouldCountLatencyAndScores() {
    // given
    meters.increments(report("a", 1, detailed(10, 4, 1)), AT);

    // when
    Counts increment = meters.increments(report("a", 2, detailed(15, 10, 3)), AT).get(V2);

    // then
    assertThat(increment.histogram(Counts.LATENCY).byBin()).containsExactly(Map.entry(7, 5L));
    assertThat(increment.scores()).containsEntry("accuracy", new ScoreCounts(6, 2));
  }

  @Test
  void shouldForgetAReporterThatIsSilentForADay() {
    // given
    increment("a", 1, 100, 3);
    NodeName other = new NodeName("other");

    // when
    meters.increments(
        new MetricReport(new ModelName("fraud"), other, "x", 1, new TreeMap<>()),
        AT.plus(Duration.ofHours(25)));

    // then
    assertThat(meters.snapshot()).extracting(Meter::reporter).containsExactly(other);
  }

  private Counts increment(String boot, long sequence, long requests, long errors) {
    return meters.increments(report(boot, sequence, counts(requests, errors)), AT).get(V2);
  }

  private static Counts counts(long requests, long errors) {
    return Counts.ofRequests(requests, errors);
  }

  private static Counts detailed(long requests, long labels, double wrong) {
    return new Counts(
        requests, 0, Map.of(7, requests), Map.of("accuracy", new ScoreCounts(labels, wrong)));
  }

  private static MetricReport report(String boot, long sequence, Counts counts) {
    return new MetricReport(
        new ModelName("fraud"),
        new NodeName("node-1"),
        boot,
        sequence,
        new TreeMap<>(Map.of(V2, counts)));
  }
}
