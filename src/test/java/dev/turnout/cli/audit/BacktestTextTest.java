package dev.turnout.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.audit.Ruling;
import dev.turnout.orchestrator.audit.Rulings;
import dev.turnout.orchestrator.audit.SideBySide;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.rollout.Outcome;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.VerdictReached;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.orchestrator.statistics.Tally;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Word for word; {@code -Dturnout.golden.update=true} writes the present ones. */
class BacktestTextTest {
  private static final Path GOLDEN = Path.of("test/resources/audit");
  private static final Path GUIDE = Path.of("../docs/audit.md");
  private static final Instant START = Instant.parse("2026-11-21T10:01:00Z");
  private static final RolloutId ID = new RolloutId("fraud-v2");

  @Test
  void shouldShowBothSideBySide() throws IOException {
    assertGolden("backtest.txt", found(0).text());
    assertGolden("backtest.json", Documents.write(Format.JSON, found(0).tree()));
  }

  @Test
  void shouldBeShownInTheGuide() throws IOException {
    String shown = "<!-- backtest -->\n```text\n" + found(0).text() + "```";
    if (Boolean.getBoolean("turnout.golden.update")) {
      String guide = Files.readString(GUIDE);
      Files.writeString(GUIDE, guide.replaceFirst("(?s)<!-- backtest -->\n```text\n.*?```", shown));
    }
    assertThat(Files.readString(GUIDE)).contains(shown);
  }

  @Test
  void shouldShowWhatAnUndecidedJudgeHadAtTheEnd() throws IOException {
    assertGolden("backtest-undecided.txt", undecided().text());
  }

  @Test
  void shouldSayThatReportsAreMissing() {
    assertThat(found(2).text())
        .contains("Not comparable: the recorded policy, judged again, gave other evidence")
        .contains("at 2 of 4 decisions", "    metric reports have expired.");
    assertThat(found(2).isComparable()).isFalse();
  }

  private static BacktestReport found(int differing) {
    List<Ruling> recorded =
        List.of(
            passed(Duration.ofMinutes(4)),
            rollback(Duration.ofMinutes(6), 137, 17840),
            back(Duration.ofMinutes(6), 137, 17840));
    List<Ruling> other =
        List.of(
            passed(Duration.ofSeconds(250)),
            rollback(Duration.ofSeconds(335), 81, 15220),
            back(Duration.ofSeconds(335), 81, 15220));
    return report(
        both(recorded, other, Optional.empty(), differing),
        differing == 0 ? List.of() : List.of("metric reports have expired"));
  }

  private static BacktestReport undecided() {
    Verdict standing =
        new Verdict(
            Kind.CONTINUE,
            "not decided yet",
            evidence(20, 17840, 1, List.of("errors: e-value 2.7 of 20")));
    List<Ruling> recorded = List.of(rollback(Duration.ofMinutes(6), 137, 17840));
    return report(both(recorded, List.of(), Optional.of(standing), 0), List.of());
  }

  private static BacktestReport report(SideBySide both, List<String> missing) {
    return new BacktestReport("strict.yaml", "fraud", both, true, missing);
  }

  private static SideBySide both(
      List<Ruling> recorded, List<Ruling> other, Optional<Verdict> standing, int differing) {
    RolloutSpec spec = spec();
    return new SideBySide(
        new RolloutStarted(
            ID,
            new RolloutName("fraud-v2"),
            1,
            Optional.of(VersionRef.of("v1")),
            spec,
            spec.plan()),
        START,
        Optional.of(START.plusSeconds(2)),
        START.plusSeconds(361),
        false,
        spec.plan(),
        spec.analysis(),
        Map.of(0, START, 1, START.plusSeconds(2), 3, START.plusSeconds(242)),
        new Rulings(recorded),
        new Rulings(other),
        standing,
        4 - differing,
        differing);
  }

  private static RolloutSpec spec() {
    return RolloutSpec.of(
        VersionRef.of("v2"),
        new CanaryStrategy(
            Optional.empty(), List.of(stage(0.1), stage(0.5)), Duration.ofMinutes(10)),
        Optional.of(AnalysisSpec.of(Rate.errors("errors", 0.002, 1))));
  }

  private static CanaryStage stage(double weight) {
    return new CanaryStage(new Weight(weight), Duration.ofMinutes(4));
  }

  private static Ruling passed(Duration after) {
    return ruling(
        after,
        1,
        0.1,
        new StepCompleted(ID, 1, "not worse by any margin", Optional.of(evidence(6, 6000, 0.5))));
  }

  private static Ruling rollback(Duration after, double bad, double total) {
    return ruling(
        after,
        3,
        0.5,
        new VerdictReached(
            ID, new Verdict(Kind.ROLLBACK, "errors are up", evidence(bad, total, 120))));
  }

  private static Ruling back(Duration after, double bad, double total) {
    return ruling(
        after,
        3,
        0.5,
        new RolloutTurnedBack(
            ID, Outcome.ROLLED_BACK, "errors are up", Optional.of(evidence(bad, total, 120))));
  }

  private static Ruling ruling(Duration after, int step, double weight, RolloutEvent event) {
    return new Ruling(START.plus(after), step, new Weight(weight), event);
  }

  private static Evidence evidence(double bad, double total, double against) {
    return evidence(bad, total, against, List.of());
  }

  private static Evidence evidence(double bad, double total, double against, List<String> missing) {
    MetricEvidence errors =
        new MetricEvidence(
            "errors",
            1,
            false,
            new Tally(bad, total),
            new Tally(66, 66160),
            Math.log(against),
            1,
            Optional.empty(),
            List.of(),
            against > 100,
            210,
            "");
    return new Evidence(
        Math.log(against),
        Math.log(100),
        Math.log(20),
        (long) total,
        66160,
        500,
        List.of(errors),
        missing);
  }

  private static void assertGolden(String name, String shown) throws IOException {
    Path golden = GOLDEN.resolve(name);
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(golden));
  }
}
