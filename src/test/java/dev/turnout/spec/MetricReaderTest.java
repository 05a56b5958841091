package dev.turnout.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Distribution.Compare;
import dev.turnout.orchestrator.analysis.Influence;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.QuantileGate;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.orchestrator.analysis.RateSource.Kind;
import dev.turnout.yaml.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics as they are written, and what is said about those that cannot be meant. */
class MetricReaderTest {
  private static final String HEAD =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: fraud-v2}
      spec:
        model: fraud
        candidate: {version: v2}
        strategy: {canary: {stages: [{weight: 0.1, for: 1h}]}}
        analysis:
          metrics:
      """;
  private static final int FIRST_METRIC = 10;

  @Test
  void shouldReadEachKindWithItsDefaults() {
    assertThat(metric("{name: e, errorRate: {}}")).isEqualTo(Rate.errors("e", 0.002, 1));
    assertThat(metric("{name: s, score: {outcome: accuracy}}"))
        .isEqualTo(Rate.score("s", "accuracy", 0.01, 0));
    assertThat(metric("{name: c, count: {event: fallbacks}}"))
        .isEqualTo(Rate.count("c", "fallbacks", 0.01, 1));
    assertThat(metric("{name: l, latency: {}}"))
        .isEqualTo(Distribution.latency("l", Distribution.DEFAULT_GATES));
    assertThat(metric("{name: h, histogram: {of: memory}}"))
        .isEqualTo(
            new Distribution(
                "h", Influence.NORMAL, "memory", Distribution.DEFAULT_GATES, 0, Compare.SHAPE));
  }

  @Test
  void shouldReadEveryKeyOfARate() {
    // when
    Rate errors =
        (Rate)
            metric(
                "{name: e, weight: 3, critical: true,"
                    + " errorRate: {margin: 0.01, tolerance: 0.005, limit: 0.05, compare: limit}}");
    Rate score =
        (Rate) metric("{name: s, dryRun: true, score: {outcome: f1, limit: 0.9, margin: 0.02}}");

    // then
    assertThat(errors)
        .isEqualTo(
            new Rate(
                "e", new Influence(3, true, false), RateSource.ERRORS, 0.01, 0.005, 0.05, false));
    assertThat(score.source()).isEqualTo(new RateSource(Kind.SCORE, "f1"));
    assertThat(score.influence()).isEqualTo(new Influence(1, false, true));
    assertThat(score.limit()).as("the largest share of bad ones").isCloseTo(0.1, within(1e-12));
  }

  @Test
  void shouldReadEveryKeyOfADistribution() {
    // when
    MetricSpec one =
        metric(
            "{name: p99, latency: {quantile: 0.99, margin: 0.2, limit: 1500ms, tolerance: 0.05,"
                + " compare: quantiles}}");
    MetricSpec several =
        metric(
            "{name: m, histogram: {of: memory, compare: limit,"
                + " quantiles: [{quantile: 0.5, limit: 4}, {quantile: 0.9, limit: 8.5}]}}");

    // then
    assertThat(one)
        .isEqualTo(
            new Distribution(
                "p99",
                Influence.NORMAL,
                "latency",
                List.of(new QuantileGate(0.99, 0.2, 1500)),
                0.05,
                Compare.QUANTILES));
    assertThat(several)
        .isEqualTo(
            new Distribution(
                "m",
                Influence.NORMAL,
                "memory",
                List.of(new QuantileGate(0.5, 0.1, 4), new QuantileGate(0.9, 0.1, 8.5)),
                0,
                Compare.LIMIT));
  }

  @Test
  void shouldGiveItsMarginToTheUsualQuantiles() {
    assertThat(((Distribution) metric("{name: l, latency: {margin: 0.3}}")).gates())
        .extracting(QuantileGate::quantile, QuantileGate::margin)
        .containsExactly(tuple(0.5, 0.3), tuple(0.95, 0.3), tuple(0.99, 0.3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: m} | Expected exactly one of the keys [errorRate, latency, score, count, histogram], but got none",
        "{name: m, count: {event: e}, score: {outcome: o}} | Expected exactly one of the keys [errorRate, latency, score, count, histogram], but got [score, count]",
        "{name: m, errorRate: {}, wieght: 2} | Expected one of the keys [name, weight, critical, dryRun, traffic, errorRate, latency, score, count, histogram], but got 'wieght' (did you mean 'weight'?)",
        "{name: m, weight: 0, errorRate: {}} | Expected a metric's weight in (0, 1000], but got 0 (write 3 for three times as much as another, or dryRun: true for none)",
        "{name: m, weight: 10%, errorRate: {}} | Expected a number, but got '10%'",
        "{name: m, critical: true, dryRun: true, errorRate: {}} | Expected critical or dryRun, but got both (write one of them: a dry run decides nothing)",
        "{name: m, critical: often, errorRate: {}} | Expected true or false, but got 'often'",
        "{name: m, score: {}} | Expected key 'outcome', but it is missing (write outcome: accuracy, the name under which 'turnout report --outcome' carries it)",
        "{name: m, count: {}} | Expected key 'event', but it is missing (write event: fallbacks, the name under which 'turnout report --event' carries it)",
        "{name: m, histogram: {}} | Expected key 'of', but it is missing (write of: gpu-memory-mb, the name under which 'turnout report --histogram' carries it)",
        "{name: m, histogram: {of: latency}} | Expected the name of a histogram of your own, but got 'latency' (write the metric's kind as latency)",
        "{name: m, errorRate: {margin: 0}} | Expected a margin of m in (0, 1), but got 0 (write 0.002 for 0.2 percentage points)",
        "{name: m, errorRate: {tolerance: 0.002}} | Expected a tolerance of m in [0, 0.002), but got 0.002 (write less than the margin of 0.002)",
        "{name: m, errorRate: {limit: 0}} | Expected a limit of m in (0, 1], but got 0 (write 0.01 for 1 %)",
        "{name: m, errorRate: {compare: limit}} | Expected a limit of m, which is not compared with the baseline, but got none (write limit: 0.01, or compare: baseline)",
        "{name: m, errorRate: {compare: quantiles}} | Expected one of [baseline, limit], but got 'quantiles'",
        "{name: m, score: {outcome: o, compare: limit}} | Expected a limit of m, which is not compared with the baseline, but got none (write limit: 0.92, or compare: baseline)",
        "{name: m, score: {outcome: o, limit: 1}} | Expected the smallest acceptable score, below 1, but got 1 (write 0.92 for 92 %)",
        "{name: m, score: {outcome: o, limit: 92}} | Expected a fraction in [0, 1], but got 92 (write 0.1 for 10 %)",
        "{name: m, count: {event: e, quantile: 0.5}} | Expected one of the keys [event, limit, margin, tolerance, compare], but got 'quantile'",
      })
  void shouldSayWhatToWriteInsteadOfARate(String metric, String sentence) {
    assertRefused(metric, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: m, latency: {quantile: 0.99, quantiles: [{quantile: 0.5}]}} | Expected quantile in the items of quantiles, but got it beside them (write quantiles: [{quantile: 0.5}, {quantile: 0.99, margin: 0.1}])",
        "{name: m, latency: {limit: 500ms, quantiles: [{quantile: 0.5}]}} | Expected limit in the items of quantiles, but got it beside them (write quantiles: [{quantile: 0.5}, {quantile: 0.99, margin: 0.1}])",
        "{name: m, latency: {limit: 500ms}} | Expected key 'quantile', but it is missing (write quantile: 0.99 for p99)",
        "{name: m, latency: {quantiles: [{margin: 0.1}]}} | Expected key 'quantile', but it is missing (write quantile: 0.99 for p99)",
        "{name: m, latency: {quantiles: 0.99}} | Expected a list, but got 0.99",
        "{name: m, latency: {quantiles: [0.99]}} | Expected a map of keys and values, but got 0.99",
        "{name: m, latency: {quantiles: []}} | Expected different quantiles of m, at least one, but got [] (write quantile: 0.99)",
        "{name: m, latency: {quantiles: [{quantile: 0.5}, {quantile: 0.5}]}} | Expected different quantiles of m, at least one, but got [0.5, 0.5] (write quantile: 0.99)",
        "{name: m, latency: {quantile: 99}} | Expected a fraction in [0, 1], but got 99 (write 0.1 for 10 %)",
        "{name: m, latency: {quantile: 1}} | Expected a quantile in (0, 1), but got 1 (write 0.99 for p99)",
        "{name: m, latency: {quantile: 0.99, limit: 500}} | Expected a duration with its unit, but got 500 (write 500s, 500m or 500h)",
        "{name: m, latency: {quantile: 0.99, limit: 0s}} | Expected a limit of quantile 0.99 above 0, but got 0.0 (write the largest acceptable value, such as 500ms of a latency)",
        "{name: m, latency: {margin: 0.02}} | Expected a margin of quantile 0.5 in [0.021, 1], but got 0.02 (write 0.1 for 10 %; a histogram's bins are 2 % wide, and a margin is rounded down to them)",
        "{name: m, latency: {tolerance: 0.1}} | Expected a tolerance of m below the margin 0.1 of its quantile 0.5, but got 0.1 (write a smaller tolerance or a larger margin; the one is rounded up, the other down to bins of 2 %)",
        "{name: m, latency: {quantile: 0.9, margin: 0.022, tolerance: 0.021}} | Expected a tolerance of m below the margin 0.022 of its quantile 0.9, but got 0.021 (write a smaller tolerance or a larger margin; the one is rounded up, the other down to bins of 2 %)",
        "{name: m, latency: {compare: limit, quantiles: [{quantile: 0.5, limit: 1s}, {quantile: 0.9}]}} | Expected a limit for each quantile of m, which is not compared with the baseline, but got none for quantile 0.9 (write limit: 500ms, or compare: distribution)",
        "{name: m, latency: {compare: baseline}} | Expected one of [distribution, quantiles, limit], but got 'baseline'",
        "{name: m, latency: {of: memory}} | Expected one of the keys [tolerance, compare, margin], but got 'of'",
        "{name: m, histogram: {of: bytes, quantile: 0.5, limit: 500ms}} | Expected a number, but got '500ms'",
        "{name: m, histogram: {of: bytes, quantile: 0.5, limit: 1e12}} | Expected a limit below 86400000, the largest value of a histogram, but got 1000000000000 (report and limit it in a larger unit)",
      })
  void shouldSayWhatToWriteInsteadOfADistribution(String metric, String sentence) {
    assertRefused(metric, sentence);
  }

  @Test
  void shouldPointAtTheKeyThatIsWrong() {
    // given
    String metrics =
        """
            - name: latency
              latency:
                tolerance: 0.05
                quantiles:
                  - quantile: 0.5
                  - quantile: 0.99
                    margin: 0.001
            - name: errors
              errorRate:
                margin: 2
      """;

    // when
    List<Problem> problems = LintReport.of(HEAD + metrics, "rollout.yaml").problems();

    // then
    assertThat(problems)
        .extracting(Problem::path, Problem::line)
        .containsExactly(
            tuple("spec.analysis.metrics[0].latency.quantiles[1]", FIRST_METRIC + 5),
            tuple("spec.analysis.metrics[1].errorRate.margin", FIRST_METRIC + 9));
  }

  private static void assertRefused(String metric, String sentence) {
    List<Problem> problems = lint(metric).problems();
    assertThat(problems)
        .extracting(Problem::message, Problem::line)
        .containsExactly(tuple(sentence, FIRST_METRIC));
  }

  private static MetricSpec metric(String text) {
    LintReport report = lint(text);
    assertThat(report.problems()).isEmpty();
    return report.file().orElseThrow().spec().analysis().orElseThrow().metrics().get(0);
  }

  private static LintReport lint(String metric) {
    return LintReport.of(HEAD + "      - " + metric + "\n", "rollout.yaml");
  }
}
