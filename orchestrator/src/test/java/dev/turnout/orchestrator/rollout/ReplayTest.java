package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.audit.EvidenceSeries;
import dev.turnout.orchestrator.audit.Moment;
import dev.turnout.orchestrator.audit.Replay;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.RecordTypes;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Following a journal over its inputs gives what the orchestrator knew. */
class ReplayTest {

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  static Stream<Consumer<Scene>> courses() {
    return CodecScenesTest.courses();
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldGiveTheSameModelAfterEveryInput(Consumer<Scene> course) {
    // given
    Recorded recorded = Recorded.of(course);
    Replay replay = new Replay(Scene.FRAUD, recorded.logs);

    for (JournalEntry entry : recorded.journal) {
      // when
      replay.follow(entry, Replay.Listener.NOBODY);

      // then
      Model live = recorded.models.get(entry.getSequence());
      if (live != null) {
        assertThat(replay.processor().model()).isEqualTo(live);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldGiveTheRecordedEvidenceAtEveryDecision(Consumer<Scene> course) {
    // when
    EvidenceSeries series = series(Recorded.of(course));

    // then
    assertThat(series.differing()).isZero();
    assertThat(series.moments()).extracting(Moment::at).isSorted();
  }

  @Test
  void shouldGiveMomentsOfTheWholeCourse() {
    // when
    EvidenceSeries series = series(Recorded.of(courses().findFirst().orElseThrow()));

    // then
    assertThat(series.agreeing()).isPositive();
    assertThat(series.moments().stream().filter(moment -> moment.evidence().isPresent()))
        .hasSizeBetween(40, 110);
    assertThat(series.moments()).doesNotHaveDuplicates();
  }

  @Test
  void shouldNoticeThatReportsAreMissing() {
    // given
    Recorded recorded = Recorded.of(courses().findFirst().orElseThrow());
    Deque<Received> metrics = recorded.logs.get(InputTopic.METRICS).waiting;
    for (int i = 0; i < 20; i++) {
      metrics.remove();
    }

    // when
    EvidenceSeries series = series(recorded);

    // then
    assertThat(series.differing()).isPositive();
  }

  private static EvidenceSeries series(Recorded recorded) {
    Replay replay = new Replay(Scene.FRAUD, recorded.logs);
    EvidenceSeries series =
        new EvidenceSeries(
            replay, new RolloutId("fraud-v2"), Scene.START, Scene.START.plusSeconds(300), 100);
    recorded.journal.forEach(entry -> replay.follow(entry, series));
    return series;
  }
}
