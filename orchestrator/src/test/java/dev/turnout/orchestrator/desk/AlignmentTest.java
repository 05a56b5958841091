package dev.turnout.orchestrator.desk;

import static dev.turnout.orchestrator.desk.InputTopic.AGENTS;
import static dev.turnout.orchestrator.desk.InputTopic.COMMANDS;
import static dev.turnout.orchestrator.desk.InputTopic.METRICS;
import static dev.turnout.orchestrator.desk.Inputs.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlignmentTest {

  private static final long SECOND = 1_000_000_000L;

  private final Alignment alignment = new Alignment();

  private void add(InputTopic topic, long offset, Instant time) {
    alignment.add(
        Received.poisoned(topic, Inputs.record("t", offset, time, null, null), time, "x"));
  }

  private static List<String> names(List<Received> taken) {
    return taken.stream().map(r -> r.topic() + " " + r.offset()).toList();
  }

  @Test
  void shouldOrderByTimeThenByTopic() {
    // given
    add(METRICS, 0, at(1));
    add(METRICS, 1, at(3));
    add(AGENTS, 0, at(1));
    add(COMMANDS, 0, at(2));
    // when
    var taken = alignment.take(topic -> true, 0);
    // then
    assertThat(names(taken)).containsExactly("AGENTS 0", "METRICS 0", "COMMANDS 0", "METRICS 1");
  }

  @Test
  void shouldKeepTheOrderWithinATopicWhenTheBrokersClockWentBack() {
    // given
    add(METRICS, 0, at(5));
    add(METRICS, 1, at(4));
    add(AGENTS, 0, at(4.5));
    // when
    var taken = alignment.take(topic -> true, 0);
    // then
    assertThat(names(taken)).containsExactly("AGENTS 0", "METRICS 0", "METRICS 1");
  }

  @Test
  void shouldWaitForATopicThatIsBehind() {
    // given
    add(METRICS, 0, at(1));
    add(METRICS, 1, at(600));
    // when
    var before = alignment.take(topic -> topic != AGENTS, 0);
    add(AGENTS, 0, at(2));
    var after = alignment.take(topic -> topic != AGENTS, 0);
    // then
    assertThat(before).isEmpty();
    assertThat(names(after)).containsExactly("METRICS 0", "AGENTS 0");
  }

  @Test
  void shouldNotWaitForEver() {
    // given
    add(COMMANDS, 0, at(1));
    look(Alignment.LOOKS, 0);
    // when
    var early = alignment.take(topic -> false, 4 * SECOND);
    var late = alignment.take(topic -> false, 6 * SECOND);
    // then
    assertThat(early).isEmpty();
    assertThat(names(late)).containsExactly("COMMANDS 0");
  }

  @Test
  void shouldNotGiveUpOnATopicThatItHadNoTimeToLookAt() {
    // given
    add(METRICS, 0, at(600));
    look(Alignment.LOOKS - 1, 0);
    // when
    var slow = alignment.take(topic -> topic != AGENTS, 600 * SECOND);
    add(AGENTS, 0, at(2));
    var after = alignment.take(topic -> topic != AGENTS, 601 * SECOND);
    // then
    assertThat(slow).isEmpty();
    assertThat(names(after)).startsWith("AGENTS 0");
  }

  private void look(int times, long nanos) {
    for (int i = 0; i < times; i++) {
      assertThat(alignment.take(topic -> topic == COMMANDS, nanos)).isEmpty();
    }
  }

  @Test
  void shouldSayWhenATopicIsFarAhead() {
    // given
    for (int i = 0; i < Alignment.ENOUGH; i++) {
      add(METRICS, i, at(i));
    }
    // when
    boolean enough = alignment.hasEnough(METRICS);
    // then
    assertThat(enough).isTrue();
    assertThat(alignment.hasEnough(AGENTS)).isFalse();
    assertThat(Optional.of(alignment.take(topic -> true, 0).size())).contains(Alignment.ENOUGH);
  }
}
