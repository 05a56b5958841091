package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import dev.turnout.orchestrator.guard.FleetHistory;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Nodes that are not alike, and arms that lie on them in different ways. */
class JudgeNodesTest {
  private static final Instant START = Rollout.START;
  private static final AnalysisSpec ERRORS =
      AnalysisSpec.of(Rate.errors("errors"))
          .withWarmUp(WarmUp.NONE)
          .withMinimumSample(Long.MAX_VALUE);
  private static final AnalysisSpec LATENCY =
      AnalysisSpec.of(Distribution.latency("latency", Distribution.DEFAULT_GATES))
          .withWarmUp(WarmUp.NONE)
          .withMinimumSample(Long.MAX_VALUE);

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void shouldNotBlameACandidateThatHasMoreOfABadNode() {
    // given a node with 4 % errors and half of its requests on the candidate, and three nodes with
    // 0.5 % and 5 %
    Judge byNode = judge(ERRORS);
    Judge blind = judge(ERRORS);

    // when
    for (int second = 1; second <= 900; second++) {
      for (int node = 0; node < 4; node++) {
        double share = node == 0 ? 0.5 : 0.05;
        double rate = node == 0 ? 0.04 : 0.005;
        Counts candidate = errors(50 * share, rate);
        Counts baseline = errors(50 * (1 - share), rate);
        observe(byNode, "n" + node, second, candidate, baseline);
        observe(blind, "all", second, candidate, baseline);
      }
    }

    // then
    assertThat(kind(blind)).isEqualTo(Kind.ROLLBACK);
    assertThat(kind(byNode)).isEqualTo(Kind.CONTINUE);
    assertThat(basis(byNode)).isEqualTo("compared node by node");
    assertThat(byNode.verdict(at(900), 0.05).reason()).contains("errors: compared node by node");
    assertThat(basis(blind)).isEmpty();
  }

  @Test
  void shouldFindAWorseCandidateNodeByNode() {
    // given
    Judge judge = judge(ERRORS);

    // when
    for (int second = 1; second <= 300; second++) {
      for (int node = 0; node < 4; node++) {
        double share = node == 0 ? 0.5 : 0.05;
        double rate = node == 0 ? 0.04 : 0.005;
        observe(
            judge,
            "n" + node,
            second,
            errors(50 * share, 2 * rate),
            errors(50 * (1 - share), rate));
      }
    }

    // then
    assertThat(kind(judge)).isEqualTo(Kind.ROLLBACK);
  }

  @Test
  void shouldPoolNodesThatSplitAlike() {
    // given
    Judge judge = judge(ERRORS);

    // when
    for (int second = 1; second <= 60; second++) {
      for (int node = 0; node < 4; node++) {
        observe(judge, "n" + node, second, errors(5, 0.01), errors(45, 0.01));
      }
    }

    // then
    assertThat(basis(judge)).isEmpty();
  }

  @Test
  void shouldNotBlameTheVersionForASlowNode() {
    // given twenty nodes whose speeds differ by 5 %, and a candidate on the slowest
    int blamed = 0;
    int blamedBlindly = 0;
    for (int run = 0; run < 10; run++) {
      int[] offsets = new int[20];
      for (int node = 0; node < 20; node++) {
        offsets[node] = (int) Math.round(2.5 * normal());
      }
      offsets[0] = 4;
      Judge judge = judge(LATENCY);
      Judge blind = judge(LATENCY);

      // when
      for (int second = 1; second <= 600; second++) {
        for (int node = 0; node < 20; node++) {
          Arm arm = node == 0 ? Arm.CANDIDATE : Arm.BASELINE;
          Counts counts = latency(20, offsets[node]);
          judge.observe(arm, "n" + node, counts, at(second));
          blind.observe(arm, "all", counts, at(second));
        }
      }
      blamed += kind(judge) == Kind.ROLLBACK ? 1 : 0;
      blamedBlindly += kind(blind) == Kind.ROLLBACK ? 1 : 0;
      assertThat(basis(judge))
          .startsWith("dedicated nodes: slow-downs below ")
          .contains(" cannot be told from differences between nodes");
    }

    // then
    assertThat(blamedBlindly).isGreaterThanOrEqualTo(8);
    assertThat(blamed).isLessThanOrEqualTo(1);
  }

  @Test
  void shouldFindASlowVersionOnANodeWhosePastIsKnown() {
    // given ten minutes in which all carried the old version
    int[] offsets = {0, 4, -4, 3, -3, 2, -2, 1, -1, 0};
    FleetHistory fleet = FleetHistory.empty(START.minusSeconds(600));
    for (int second = -600; second < 0; second++) {
      for (int node = 0; node < 10; node++) {
        fleet.add("n" + node, new Tally(0, 20), BinCounts.of(bins(20, offsets[node])), at(second));
      }
    }
    Judge known = new Judge(LATENCY, START, Duration.ofHours(1), Past.UNKNOWN, fleet.state());
    Judge unknown = judge(LATENCY);

    // when the candidate is 10 % slower: 5 bins
    for (int second = 1; second <= 240; second++) {
      for (int node = 0; node < 10; node++) {
        Arm arm = node == 0 ? Arm.CANDIDATE : Arm.BASELINE;
        Counts counts = latency(20, offsets[node] + (node == 0 ? 5 : 0));
        known.observe(arm, "n" + node, counts, at(second));
        unknown.observe(arm, "n" + node, counts, at(second));
      }
    }

    // then
    assertThat(kind(known)).isEqualTo(Kind.ROLLBACK);
    assertThat(kind(unknown)).isEqualTo(Kind.CONTINUE);
  }

  @Test
  void shouldNeverCompareWithASingleNodeOfTheBaseline() {
    // given
    Judge judge = judge(ERRORS);

    // when
    for (int second = 1; second <= 600; second++) {
      judge.observe(Arm.CANDIDATE, "n1", Counts.ofRequests(50, 5), at(second));
      judge.observe(Arm.BASELINE, "n2", Counts.ofRequests(50, 0), at(second));
    }

    // then
    assertThat(kind(judge)).isEqualTo(Kind.CONTINUE);
    assertThat(basis(judge)).contains("the versions cannot be told from their nodes");
  }

  @Test
  void shouldCompareLabelsOfAPipelineWhereverTheArmsRun() {
    // given dedicated nodes, and labels of both arms from one reporter
    AnalysisSpec spec =
        AnalysisSpec.of(Rate.errors("errors"), Rate.score("accuracy", "accuracy"))
            .withWarmUp(WarmUp.NONE);
    Judge judge = judge(spec);

    // when
    for (int second = 1; second <= 60; second++) {
      judge.observe(Arm.CANDIDATE, "n1", Counts.ofRequests(50, 0), at(second));
      judge.observe(Arm.BASELINE, "n2", Counts.ofRequests(50, 0), at(second));
      judge.observeLabels(Arm.CANDIDATE, "labels", Counts.ofScore("accuracy", 20, 8), at(second));
      judge.observeLabels(Arm.BASELINE, "labels", Counts.ofScore("accuracy", 20, 1), at(second));
    }

    // then
    Verdict verdict = judge.verdict(at(60), 0.05);
    assertThat(verdict.kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(verdict.reason()).startsWith("accuracy: ");
  }

  @Test
  void shouldNotPromoteACandidateThatLosesRequests() {
    // given a candidate that answers well whatever it answers
    Judge judge = judge(ERRORS.withMinimumSample(1));
    Judge complete = judge(ERRORS.withMinimumSample(1));

    // when a quarter of its requests is lost
    for (int second = 1; second <= 120; second++) {
      for (int node = 0; node < 4; node++) {
        judge.expose("n" + node, 75, 900, new Split.Random(0.1), at(second));
        complete.expose("n" + node, 100, 900, new Split.Random(0.1), at(second));
        observe(judge, "n" + node, second, errors(75, 0.001), errors(900, 0.001));
        observe(complete, "n" + node, second, errors(100, 0.001), errors(900, 0.001));
      }
    }

    // then
    assertThat(kind(complete)).isEqualTo(Kind.PROMOTE);
    assertThat(kind(judge)).isEqualTo(Kind.CONTINUE);
    assertThat(judge.verdict(at(120), 0.05).evidence().missing())
        .singleElement()
        .asString()
        .startsWith("exposure: the candidate answered 7.69 % of ");
  }

  @Test
  void shouldGoOnExactlyAfterARestoreByNode() {
    shouldGoOnExactlyAfterARestore(node -> node == 0 ? 0.5 : 0.05);
  }

  @Test
  void shouldGoOnExactlyAfterARestoreOnDedicatedNodes() {
    shouldGoOnExactlyAfterARestore(node -> node == 0 ? 1.0 : 0.0);
  }

  private void shouldGoOnExactlyAfterARestore(IntFunction<Double> share) {
    // given
    AnalysisSpec spec =
        AnalysisSpec.of(
                Rate.errors("errors"), Distribution.latency("latency", Distribution.DEFAULT_GATES))
            .withWarmUp(WarmUp.NONE);
    Judge judge = judge(spec);
    Judge restarted = judge(spec);

    // when one is stored and restored all the time
    for (int second = 1; second <= 200; second++) {
      for (int node = 0; node < 4; node++) {
        Counts candidate = latency(50 * share.apply(node), 0);
        Counts baseline = latency(50 * (1 - share.apply(node)), node);
        observe(judge, "n" + node, second, candidate, baseline);
        observe(restarted, "n" + node, second, candidate, baseline);
        restarted = second % 3 == 0 ? Judge.restore(spec, restarted.snapshot()) : restarted;
      }
    }

    // then
    assertThat(restarted.snapshot()).isEqualTo(judge.snapshot());
  }

  private static Judge judge(AnalysisSpec spec) {
    return new Judge(spec, START, Duration.ofHours(1), Past.UNKNOWN);
  }

  private static void observe(
      Judge judge, String node, int second, Counts candidate, Counts baseline) {
    judge.observe(Arm.CANDIDATE, node, candidate, at(second));
    judge.observe(Arm.BASELINE, node, baseline, at(second));
  }

  private static Kind kind(Judge judge) {
    return judge.verdict(START, 0.05).kind();
  }

  private static String basis(Judge judge) {
    return judge.verdict(START, 0.05).evidence().metrics().get(0).basis();
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private Counts errors(double requests, double rate) {
    int count = (int) Math.round(requests + Math.sqrt(requests) * normal() / 2);
    int errors = 0;
    for (int i = 0; i < count; i++) {
      errors += random.nextDouble() < rate ? 1 : 0;
    }
    return Counts.ofRequests(Math.max(count, 0), errors);
  }

  private Counts latency(double requests, int offset) {
    int count = (int) Math.round(requests);
    return new Counts(count, 0, bins(count, offset), Map.of());
  }

  private SortedMap<Integer, Long> bins(int requests, int offset) {
    SortedMap<Integer, Long> bins = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      bins.merge(LatencyBins.binOf(100 * Math.exp(0.5 * normal())) + offset, 1L, Long::sum);
    }
    return bins;
  }

  private double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
