package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.audit.PastState;
import dev.turnout.orchestrator.audit.Until;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.StateCodec;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.schemas.RecordTypes;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A state of long ago, derived anew, is the one that was published then. */
class PastStateTest {
  private static final ConsumedOffsets ANY = new ConsumedOffsets(0L, 0L, 0L);

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  static Stream<Consumer<Scene>> courses() {
    return CodecScenesTest.courses();
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldGiveTheStateOfATimeBitForBit(Consumer<Scene> course) {
    // given
    List<Input> inputs = inputs(course);
    int count = endOfItsTime(inputs, inputs.size() / 3);
    Instant time = inputs.get(count - 1).at();

    // when
    RolloutState past = past(inputs, new Until.Time(time.plusMillis(999)));

    // then
    assertThat(withoutPlace(past)).isEqualTo(withoutPlace(live(inputs.subList(0, count))));
    assertThat(past.getConsumed())
        .isEqualTo(
            new ConsumedOffsets(
                count(inputs, count, InputTopic.COMMANDS),
                count(inputs, count, InputTopic.METRICS),
                count(inputs, count, InputTopic.AGENTS)));
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldGiveThePresentState(Consumer<Scene> course) {
    // given
    List<Input> inputs = inputs(course);

    // when
    RolloutState now = past(inputs, new Until.Now());

    // then
    assertThat(withoutPlace(now)).isEqualTo(withoutPlace(live(inputs)));
  }

  @Test
  void shouldGiveTheStateRightAfterAnEntry() {
    // given
    Recorded recorded = Recorded.of(courses().findFirst().orElseThrow());

    for (int entry = 1; entry <= recorded.journal.size(); entry++) {
      // when
      RolloutState past = past(recorded.inputs, new Until.Entry(entry));

      // then
      assertThat(past.getJournalSequence()).isEqualTo(entry);
      assertThat(past.getConsumed()).isEqualTo(recorded.journal.get(entry - 1).getConsumed());
      assertThat(past.getJournalHash())
          .isEqualTo(EntryHash.of(recorded.journal.get(entry - 1)).hex());
    }
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldGiveTheStateRightAfterAnInput(Consumer<Scene> course) {
    // given
    Recorded recorded = Recorded.of(course);
    long offset = recorded.logs.get(InputTopic.AGENTS).size / 2;

    // when
    RolloutState past = past(recorded.inputs, new Until.Offset(InputTopic.AGENTS, offset));

    // then
    assertThat(past.getConsumed().getAgents()).isEqualTo(offset + 1);
    assertThat(past.getJournalSequence())
        .isEqualTo(
            recorded.journal.stream()
                .filter(entry -> entry.getConsumed().getAgents() <= offset + 1)
                .count());
  }

  @Test
  void shouldGiveTheStateOfATimeThatARecordOfAnotherModelCarried() {
    // given
    Recorded recorded = Recorded.inSharedPartition(inputs(courses().findFirst().orElseThrow()));
    Instant time = Scene.START.plusMillis(59_500);

    // when
    RolloutState past =
        PastState.at(
            Recorded.TOPICS, Scene.FRAUD, recorded.journal, recorded.logs, new Until.Time(time));

    // then
    assertThat(past.getJournalSequence())
        .isEqualTo(
            recorded.journal.stream()
                .filter(entry -> entry.getAtMs() <= time.toEpochMilli())
                .count());
    assertThat(past.getAtMs()).isLessThanOrEqualTo(time.toEpochMilli());
  }

  @Test
  void shouldKnowNothingBeforeTheFirstInput() {
    // when
    RolloutState past =
        past(
            inputs(courses().findFirst().orElseThrow()),
            new Until.Time(Scene.START.minusSeconds(1)));

    // then
    assertThat(past.getJournalSequence()).isZero();
    assertThat(past.getNodes()).isEmpty();
    assertThat(past.getConsumed()).isEqualTo(ANY);
  }

  private static RolloutState past(List<Input> inputs, Until until) {
    Recorded recorded = Recorded.of(inputs);
    return PastState.at(Recorded.TOPICS, Scene.FRAUD, recorded.journal, recorded.logs, until);
  }

  private static RolloutState live(List<Input> inputs) {
    ModelProcessor live = new ModelProcessor(Scene.FRAUD);
    inputs.forEach(live::process);
    return StateCodec.write(live, EntryHash.NONE, ANY);
  }

  /** What the state says of the model itself, without the place in the logs. */
  private static RolloutState withoutPlace(RolloutState state) {
    return RolloutState.newBuilder(state).setConsumed(ANY).setJournalHash("").build();
  }

  private static List<Input> inputs(Consumer<Scene> course) {
    return Recorded.of(course).inputs;
  }

  /** Behind the last input of the same time. */
  private static int endOfItsTime(List<Input> inputs, int index) {
    int end = index;
    while (end < inputs.size() && inputs.get(end).at().equals(inputs.get(index).at())) {
      end++;
    }
    return end;
  }

  private static long count(List<Input> inputs, int until, InputTopic topic) {
    return inputs.subList(0, until).stream()
        .filter(input -> Recorded.topicOf(input) == topic)
        .count();
  }
}
