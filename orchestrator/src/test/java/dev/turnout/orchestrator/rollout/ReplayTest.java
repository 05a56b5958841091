package dev.turnout.orchestrator.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.audit.EvidenceSeries;
import dev.turnout.orchestrator.audit.InputLog;
import dev.turnout.orchestrator.audit.Moment;
import dev.turnout.orchestrator.audit.Replay;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.RecordTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Following a journal over its inputs gives what the orchestrator knew. */
class ReplayTest {

  /** A live processor whose inputs and entries are recorded. */
  private static final class Recorded {
    final Map<InputTopic, Log> logs = new EnumMap<>(InputTopic.class);
    final List<JournalEntry> journal = new ArrayList<>();
    final Map<Long, Model> models = new HashMap<>();

    Recorded(List<Input> inputs) {
      for (InputTopic topic : InputTopic.values()) {
        logs.put(topic, new Log());
      }
      ModelProcessor live = new ModelProcessor(Scene.FRAUD);
      for (Input input : inputs) {
        Log log = logs.get(topicOf(input));
        log.add(input);
        for (Entry entry : live.process(input)) {
          Cause cause = new Cause(CauseKind.INPUT, "any", 0, log.size - 1);
          journal.add(JournalCodec.write(Scene.FRAUD, entry, cause, consumed(), EntryHash.NONE));
        }
        models.put(live.model().journalSequence(), live.model());
      }
    }

    private ConsumedOffsets consumed() {
      return new ConsumedOffsets(
          logs.get(InputTopic.COMMANDS).size,
          logs.get(InputTopic.METRICS).size,
          logs.get(InputTopic.AGENTS).size);
    }

    private static InputTopic topicOf(Input input) {
      if (input instanceof MetricsReported) {
        return InputTopic.METRICS;
      }
      return input instanceof AgentReported ? InputTopic.AGENTS : InputTopic.COMMANDS;
    }
  }

  private static final class Log implements InputLog {
    final Deque<Received> waiting = new ArrayDeque<>();
    long size;

    void add(Input input) {
      var record = new ConsumerRecord<>("any", 0, size, "fraud".getBytes(UTF_8), new byte[0]);
      InputTopic topic = Recorded.topicOf(input);
      waiting.add(new Received(topic, record, input.at(), Optional.of(input), Optional.empty()));
      size++;
    }

    @Override
    public Optional<Received> peek(long end) {
      return Optional.ofNullable(waiting.peek()).filter(received -> received.offset() < end);
    }

    @Override
    public void take() {
      waiting.remove();
    }
  }

  private static final class Nobody implements Replay.Listener {
    @Override
    public void absorbed(Input input) {}

    @Override
    public void before(JournalEntry entry) {}

    @Override
    public void after(JournalEntry entry) {}
  }

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
    Recorded recorded = recorded(course);
    Replay replay = new Replay(Scene.FRAUD, recorded.logs);

    for (JournalEntry entry : recorded.journal) {
      // when
      replay.follow(entry, new Nobody());

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
    EvidenceSeries series = series(recorded(course));

    // then
    assertThat(series.differing()).isZero();
    assertThat(series.moments()).extracting(Moment::at).isSorted();
  }

  @Test
  void shouldGiveMomentsOfTheWholeCourse() {
    // when
    EvidenceSeries series = series(recorded(courses().findFirst().orElseThrow()));

    // then
    assertThat(series.agreeing()).isPositive();
    assertThat(series.moments().stream().filter(moment -> moment.evidence().isPresent()))
        .hasSizeBetween(40, 110);
    assertThat(series.moments()).doesNotHaveDuplicates();
  }

  @Test
  void shouldNoticeThatReportsAreMissing() {
    // given
    Recorded recorded = recorded(courses().findFirst().orElseThrow());
    Deque<Received> metrics = recorded.logs.get(InputTopic.METRICS).waiting;
    for (int i = 0; i < 20; i++) {
      metrics.remove();
    }

    // when
    EvidenceSeries series = series(recorded);

    // then
    assertThat(series.differing()).isPositive();
  }

  private static Recorded recorded(Consumer<Scene> course) {
    Scene scene = Scene.withNodes("node-1", "node-2");
    course.accept(scene);
    return new Recorded(scene.inputs);
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
