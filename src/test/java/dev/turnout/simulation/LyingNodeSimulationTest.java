package dev.turnout.simulation;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.AgentReport;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.MetricReport;
import dev.turnout.events.VersionMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Nodes that lie or hang: whatever they say, the rollout ends in a stated way. */
class LyingNodeSimulationTest {
  private static final Duration DEADLINE = ofMinutes(2);

  private final Simulation world = new Simulation(10);
  private final Transcript transcript = Transcript.of(world);
  private String scenario = "";

  @BeforeEach
  void rememberName(TestInfo test) {
    scenario = test.getTestMethod().orElseThrow().getName();
    world.at(
        ofSeconds(1),
        () -> world.startRollout(Rollouts.quickCanary().withProgressDeadline(DEADLINE)));
  }

  @Test
  void agentNeverAcknowledges() throws IOException {
    world.node("node-2").lie(epoch(0));

    expectOutcomeAfter(ofMinutes(5));
  }

  @Test
  void agentAcknowledgesAnEpochThatWasNeverIssued() throws IOException {
    world.node("node-2").lie(epoch(999));

    expectOutcomeAfter(ofMinutes(5));
  }

  @Test
  void agentStaysWithAnOlderEpoch() throws IOException {
    world.at(ofSeconds(10), () -> world.node("node-2").lie(epoch(1)));

    expectOutcomeAfter(ofMinutes(8));
  }

  @Test
  void agentComesAndGoes() throws IOException {
    SimNode node = world.node("node-3");
    for (int second = 5; second < 480; second += 12) {
      world.at(ofSeconds(second), node::crash);
      world.at(
          ofSeconds(second + 3),
          () -> {
            node.restartWithProxy();
            world.rereadRoutes("node-3");
          });
    }

    expectOutcomeAfter(ofMinutes(8));
  }

  @Test
  void twoAgentsBearOneName() throws IOException {
    // The other one has nothing in force, and reports in between.
    SimNode node = world.node("node-3");
    for (int second = 3; second < 480; second += 2) {
      int number = second;
      world.at(
          ofSeconds(second),
          () ->
              world.agentReport(
                  "node-3",
                  AgentReport.newBuilder()
                      .setModel("fraud")
                      .setNode(node.name())
                      .setBootId("the-other")
                      .setSequence(number)
                      .setReportedAtMs(0)
                      .setEpochInForce(0)
                      .setLeaving(false)
                      .setVersions(List.of())
                      .setSmokeTests(List.of())
                      .build()));
    }

    expectOutcomeAfter(ofMinutes(7));
  }

  @Test
  void clockOfANodeIsHoursAhead() throws IOException {
    world.node("node-1").clockIsWrongBy(ofHours(7));

    expectOutcomeAfter(ofMinutes(8));
  }

  @Test
  void clockOfANodeIsHoursBehind() throws IOException {
    world.node("node-1").clockIsWrongBy(ofHours(-7));

    world.run(ofMinutes(8));

    CommittedOutcome.compare("clockOfANodeIsHoursAhead", transcript.text());
  }

  @Test
  void countersOfANodeGoBackwards() throws IOException {
    world.node("node-2").miscount(LyingNodeSimulationTest::halvedEverySecondTime);

    expectOutcomeAfter(ofMinutes(8));
  }

  @Test
  void smokeTestIsNeverAnswered() throws IOException {
    world.node("node-2").smokeTestsHang();

    expectOutcomeAfter(ofMinutes(4));
  }

  @Test
  void candidateTakesRequestsAndNeverAnswers() throws IOException {
    // The proxy gives up after its time-out, and counts an error that took so long.
    world.trouble(ofMinutes(3), () -> world.behave("v2", new Behaviour(1, 0, 10_000)));

    expectOutcomeAfter(ofMinutes(4));
  }

  private static UnaryOperator<AgentReport> epoch(long claimed) {
    return report -> AgentReport.newBuilder(report).setEpochInForce(claimed).build();
  }

  private static MetricReport halvedEverySecondTime(MetricReport report) {
    return report.getSequence() % 2 == 0
        ? report
        : MetricReport.newBuilder(report)
            .setVersions(
                report.getVersions().stream().map(LyingNodeSimulationTest::halved).toList())
            .build();
  }

  private static VersionMetrics halved(VersionMetrics whole) {
    List<HistogramBin> bins =
        whole.getLatency().getBins().stream()
            .map(bin -> new HistogramBin(bin.getIndex(), bin.getCount() / 2))
            .toList();
    return VersionMetrics.newBuilder(whole)
        .setRequests(whole.getRequests() / 2)
        .setErrors(whole.getErrors() / 2)
        .setLatency(new LatencyHistogram(whole.getLatency().getSumMicros() / 2, bins))
        .build();
  }

  private void expectOutcomeAfter(Duration time) throws IOException {
    world.run(time);

    String outcome = transcript.text();
    assertThat(outcome).contains("Ended");
    CommittedOutcome.compare(scenario, outcome);
  }
}
