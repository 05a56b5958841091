package dev.turnout.orchestrator.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.audit.InputLog;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.Topics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A live processor whose inputs and entries are recorded. */
final class Recorded {
  static final Topics TOPICS = new Topics("turnout");

  final List<Input> inputs;
  final Map<InputTopic, Log> logs = new EnumMap<>(InputTopic.class);
  final List<JournalEntry> journal = new ArrayList<>();
  final Map<Long, Model> models = new HashMap<>();

  private final ModelProcessor live = new ModelProcessor(Scene.FRAUD);
  private EntryHash head = EntryHash.NONE;

  private Recorded(List<Input> inputs, boolean isShared) {
    this.inputs = List.copyOf(inputs);
    for (InputTopic topic : InputTopic.values()) {
      logs.put(topic, new Log(topic));
    }
    for (Input input : inputs) {
      if (isShared) {
        takeRecordOfAnotherModel(input.at().minusMillis(500));
      }
      Log log = logs.get(topicOf(input));
      log.add(input);
      write(live.process(input), CauseKind.INPUT, log);
      models.put(live.model().journalSequence(), live.model());
    }
  }

  private void takeRecordOfAnotherModel(Instant at) {
    if (at.isAfter(live.now())) {
      Log log = logs.get(InputTopic.METRICS);
      log.size++;
      write(live.passTime(at), CauseKind.TIMER, log);
    }
  }

  private void write(List<Entry> entries, CauseKind kind, Log log) {
    Cause cause = new Cause(kind, log.name(), 0, log.size - 1);
    for (Entry entry : entries) {
      JournalEntry message = JournalCodec.write(Scene.FRAUD, entry, cause, consumed(), head);
      head = EntryHash.of(message);
      journal.add(message);
    }
  }

  /** What was recorded of two nodes and a course of things. */
  static Recorded of(Consumer<Scene> course) {
    Scene scene = Scene.withNodes("node-1", "node-2");
    course.accept(scene);
    return of(scene.inputs);
  }

  /** What was recorded of these inputs. */
  static Recorded of(List<Input> inputs) {
    return new Recorded(inputs, false);
  }

  /** The same in a partition where records of another model carry the time half a second before. */
  static Recorded inSharedPartition(List<Input> inputs) {
    return new Recorded(inputs, true);
  }

  private ConsumedOffsets consumed() {
    return new ConsumedOffsets(
        logs.get(InputTopic.COMMANDS).size,
        logs.get(InputTopic.METRICS).size,
        logs.get(InputTopic.AGENTS).size);
  }

  static InputTopic topicOf(Input input) {
    if (input instanceof MetricsReported) {
      return InputTopic.METRICS;
    }
    return input instanceof AgentReported ? InputTopic.AGENTS : InputTopic.COMMANDS;
  }

  /** The inputs of one topic. */
  static final class Log implements InputLog {
    final Deque<Received> waiting = new ArrayDeque<>();
    private final InputTopic topic;
    long size;

    Log(InputTopic topic) {
      this.topic = topic;
    }

    String name() {
      return topic.nameIn(TOPICS);
    }

    void add(Input input) {
      var record = new ConsumerRecord<>(name(), 0, size, "fraud".getBytes(UTF_8), new byte[0]);
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
}
