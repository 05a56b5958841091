package dev.turnout.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A split is fractions that sum to 1.0; everything else is answered with what to write. */
class WeightRefusalTest {
  private static final String FILE =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: fraud-v2}
      spec:
        model: fraud
        candidate: {version: v2}
        strategy: {steps: [{setWeight: WEIGHT}, {setWeight: 1.0}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10    | Expected a weight in [0, 1], but got 10 (write 0.1 for 10 %)",
        "'\"10%\"' | Expected a weight in [0, 1], but got '10%' (write 0.1)",
        "10%   | Expected a weight in [0, 1], but got '10%' (write 0.1)",
        "-0.1  | Expected a weight in [0, 1], but got -0.1 (write 0.1 for 10 %)",
        "ten   | Expected a weight in [0, 1], but got 'ten' (write 0.1 for 10 %)",
        "true  | Expected a weight in [0, 1], but got 'true' (write 0.1 for 10 %)",
        "{10, 90} | Expected the weights of 'stable' and 'candidate', but got neither (write 0.1 for 10 %, or {stable: 0.9, candidate: 0.1})",
        "[0.9, 0.1] | Expected a weight in [0, 1], but got a list (write 0.1 for 10 %, or {stable: 0.9, candidate: 0.1})",
        "{stable: 0.8, candidate: 0.1} | Expected the weights to sum to exactly 1.0, but got {stable: 0.8, candidate: 0.1}, which sum to 0.9 (write {stable: 0.9, candidate: 0.1})",
        "{stable: 90, candidate: 0.1} | Expected a weight in [0, 1], but got 90 (write 0.9 for 90 %)",
        "{candidate: 0.1} | Expected key 'stable', but it is missing",
      })
  void shouldSayWhatToWriteInstead(String weight, String sentence) {
    // when
    LintReport report = LintReport.of(FILE.replace("WEIGHT", weight), "rollout.yaml");

    // then
    assertThat(report.problems()).extracting(Problem::message).containsExactly(sentence);
    assertThat(report.problems().get(0).line()).isEqualTo(7);
  }

  @Test
  void shouldTakeTheCandidatesShareOfASplit() {
    // when
    LintReport report =
        LintReport.of(FILE.replace("WEIGHT", "{stable: 0.75, candidate: 0.25}"), "rollout.yaml");

    // then
    assertThat(report.file().orElseThrow().spec().plan().step(0).inWords())
        .isEqualTo("setWeight 0.25");
  }
}
