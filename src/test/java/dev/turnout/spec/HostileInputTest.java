package dev.turnout.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.turnout.output.Format;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from strangers is answered with mistakes, in bounded time and memory. */
class HostileInputTest {

  @Property(tries = 300, seed = "1")
  void shouldAnswerAnyText(@ForAll @StringLength(max = 200) String text) {
    assertThat(LintReport.of(text, "any").print(Format.TABLE)).endsWith("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  void shouldRefuseWhatIsTooDeep(String opening) {
    // given
    String deep = opening.repeat(50_000);

    // when
    LintReport report =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> LintReport.of(deep, "deep"));

    // then
    assertThat(report.isValid()).isFalse();
  }

  @Test
  void shouldNotRepeatAHugeValueInItsAnswer() {
    // given
    String huge = "apiVersion: " + "x".repeat(900_000);

    // when
    String answer = LintReport.of(huge, "huge").print(Format.TABLE);

    // then
    assertThat(answer).hasSizeLessThan(2_000);
  }

  @Test
  void shouldStopAtAHundredMistakes() {
    // given
    String many =
        "kind: Rollout\nspec: {strategy: {steps: [" + "{setWeight: 10},".repeat(5000) + "]}}";

    // when
    LintReport report = LintReport.of(many, "many");

    // then
    assertThat(report.problems()).hasSizeLessThanOrEqualTo(100);
  }
}
