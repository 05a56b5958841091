package dev.turnout.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.audit.Until;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.output.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastTimesTest {

  @Test
  void shouldReadTimes() {
    assertThat(PastTimes.moment("2026-11-21T11:00:00.5+01:00", 0))
        .isEqualTo(new Until.Time(Instant.parse("2026-11-21T10:00:00.5Z")));
    assertThat(PastTimes.time("1h30m"))
        .isCloseTo(Instant.now().minus(Duration.ofMinutes(90)), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void shouldReadEntries() {
    assertThat(PastTimes.moment("#17", 0)).isEqualTo(new Until.Entry(17));
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics@3400", "metrics-2@3400", "turnout.metrics-2@3400"})
  void shouldReadInputsAsTheOtherCommandsPrintThem(String text) {
    assertThat(PastTimes.moment(text, 2)).isEqualTo(new Until.Offset(InputTopic.METRICS, 3400));
  }

  @Test
  void shouldRefuseAnInputOfAnotherPartition() {
    assertThatThrownBy(() -> PastTimes.moment("agents-1@5", 2))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "Expected an input of the model, which lies in partition 2, but got 'agents-1@5' (write"
                + " agents-2@5)");
  }

  @Test
  void shouldRefuseTopicsThatAreNoInput() {
    assertThatThrownBy(() -> PastTimes.moment("routes@5", 0))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("an offset of commands, agents or metrics, but got 'routes@5'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "17", "yesterday", "#", "metrics@", "2026-11-21", "-5m", "999999999999d"})
  void shouldSayWhatToWrite(String text) {
    assertThatThrownBy(() -> PastTimes.moment(text, 0))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("but got '" + text + "' (write 2026-11-21T10:00:00Z, 10m, #17 or");
  }
}
