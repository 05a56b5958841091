package dev.turnout.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.Outcome;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutTurnedBack;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final String METRICS = "turnout.metrics";
  private static final String AGENTS = "turnout.agents";

  private final Timeline timeline = new Timeline(METRICS);

  @Test
  void shouldMeasureFromTheSettlingReportToTheLastNode() {
    // given
    take(900, AGENTS, new EpochAcknowledged("node-1", 7L));

    // when
    take(1000, METRICS, turnedBack());
    take(1010, AGENTS, new EpochAcknowledged("node-2", 8L));
    take(1025, AGENTS, new EpochAcknowledged("node-1", 8L));
    take(1025, AGENTS, new RolloutEnded("iris-v3", Outcome.ROLLED_BACK, "slow"));

    // then
    assertThat(timeline.fromReportToLastNode()).contains(Duration.ofMillis(25));
    assertThat(timeline.lastNodeBack()).contains(Instant.ofEpochMilli(1025));
    assertThat(timeline.ended()).isPresent();
  }

  @Test
  void shouldMeasureNoReactionWhenNoMetricReportSettledIt() {
    // when
    take(1000, AGENTS, turnedBack());
    take(1010, AGENTS, new EpochAcknowledged("node-2", 8L));

    // then
    assertThat(timeline.fromReportToLastNode()).isEmpty();
    assertThat(timeline.lastNodeBack()).isPresent();
  }

  @Test
  void shouldMeasureNothingOfAPromotion() {
    // when
    take(1010, AGENTS, new EpochAcknowledged("node-2", 8L));
    take(1010, AGENTS, new RolloutEnded("iris-v2", Outcome.PROMOTED, "good"));

    // then
    assertThat(timeline.lastNodeBack()).isEmpty();
    assertThat(timeline.fromReportToLastNode()).isEmpty();
  }

  private static RolloutTurnedBack turnedBack() {
    return new RolloutTurnedBack("iris-v3", Outcome.ROLLED_BACK, "slow", null);
  }

  private void take(long atMs, String topic, Object event) {
    var cause = new Cause(CauseKind.INPUT, topic, 0, 0L);
    timeline.take(
        new JournalEntry("iris", 1L, atMs, 1, "", cause, new ConsumedOffsets(0L, 0L, 0L), event));
  }
}
