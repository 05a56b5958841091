package dev.turnout.orchestrator.stream;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.codec.StateCodec;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.ProcessorSnapshot;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All models of one partition, and the partition's time: the latest time that any of its records
 * carried. Knows nothing of Kafka but offsets.
 */
final class PartitionDesk {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionDesk.class);

  private final int partition;
  private final Topics topics;
  private final StreamMetrics metrics;
  private final Positions consumed;
  private final Map<ModelName, ModelProcessor> processors = new HashMap<>();
  private final DueQueue due = new DueQueue();
  private final TickClock ticks = new TickClock();
  private Instant clock = Instant.EPOCH;

  /**
   * @param consumed offsets from which the desk goes on
   * @param restored models as they were at those offsets
   */
  PartitionDesk(
      int partition,
      Topics topics,
      StreamMetrics metrics,
      Positions consumed,
      Collection<ModelProcessor> restored) {
    this.partition = partition;
    this.topics = topics;
    this.metrics = metrics;
    this.consumed = consumed;
    for (ModelProcessor processor : restored) {
      processors.put(processor.model().name(), processor);
      due.set(processor.model().name(), processor.dueAt());
      clock = later(clock, processor.now());
    }
  }

  int partition() {
    return partition;
  }

  int models() {
    return processors.size();
  }

  Positions consumed() {
    return consumed;
  }

  /**
   * Takes the next record; what follows from it goes into the outbox.
   *
   * @param carefully whether the rules failed on this record before
   * @throws RulesFailedException if the rules failed, and this was not taken carefully: the desk
   *     must be restored
   */
  void take(Received received, boolean carefully, Outbox outbox) {
    clock = later(clock, received.at());
    consumed.advance(received.topic(), received.offset() + 1);
    outbox.progressed();
    metrics.input(received.topic());
    received.deadLetter().ifPresent(letter -> bury(letter, received.topic(), outbox));
    received.input().ifPresent(input -> process(input, received, carefully, outbox));
    passTime(received, carefully, outbox);
  }

  /** The state of a model for everybody to read. */
  RolloutState stateOf(ModelName model) {
    return StateCodec.write(
        Objects.requireNonNull(processors.get(model), "a touched model"), consumed.message());
  }

  /** A tick to write if a model waits for a time that has come, but no record carries it here. */
  Optional<TickClock.Order> tickDue(Instant wallClock) {
    return due.first()
        .filter(at -> at.isAfter(clock))
        .flatMap(at -> ticks.order(due.firstModel().orElseThrow(), at, wallClock));
  }

  private void process(Input input, Received received, boolean carefully, Outbox outbox) {
    ModelProcessor processor = processors.computeIfAbsent(input.model(), ModelProcessor::new);
    attempt(
        processor,
        carefully,
        CauseKind.INPUT,
        known -> known.process(input),
        received,
        outbox,
        failure -> bury(received.deadLetterBecause(failure), received.topic(), outbox));
  }

  private void bury(DeadLetter letter, InputTopic topic, Outbox outbox) {
    outbox.deadLetter(partition, letter);
    metrics.poison(topic);
    LOG.warn(
        "Poison record topic={} partition={} offset={} reason={}",
        letter.record().topic(),
        partition,
        letter.record().offset(),
        letter.reason());
  }

  private void passTime(Received received, boolean carefully, Outbox outbox) {
    Optional<ModelName> next = due.takeDue(clock);
    while (next.isPresent()) {
      ModelProcessor processor = Objects.requireNonNull(processors.get(next.get()), "a due model");
      attempt(
          processor,
          carefully,
          CauseKind.TIMER,
          known -> known.passTime(clock),
          received,
          outbox,
          failure -> {});
      next = due.takeDue(clock);
    }
  }

  /**
   * A processor that fails is in an unknown state. The whole desk is then restored, and the record
   * that made it fail is taken again carefully: the one model goes on as if it had not come.
   */
  private void attempt(
      ModelProcessor processor,
      boolean carefully,
      CauseKind kind,
      Function<ModelProcessor, List<Entry>> step,
      Received received,
      Outbox outbox,
      Consumer<RuntimeException> onFailure) {
    Optional<ProcessorSnapshot> before =
        carefully ? Optional.of(processor.snapshot()) : Optional.empty();
    long epoch = processor.model().epoch();
    List<Entry> entries;
    Optional<Instant> next;
    try {
      entries = step.apply(processor);
      next = processor.dueAt();
    } catch (RuntimeException e) {
      ModelName model = processor.model().name();
      LOG.error(
          "The rules failed model={} topic={} partition={} offset={} careful={}",
          model,
          received.topic(),
          partition,
          received.offset(),
          carefully,
          e);
      if (before.isEmpty()) {
        throw new RulesFailedException(received, e);
      }
      processors.put(model, ModelProcessor.restore(before.get()));
      onFailure.accept(e);
      return;
    }
    due.set(processor.model().name(), next);
    publish(processor, entries, epoch, kind, received, outbox);
  }

  private void publish(
      ModelProcessor processor,
      List<Entry> entries,
      long epochBefore,
      CauseKind kind,
      Received received,
      Outbox outbox) {
    ModelName model = processor.model().name();
    Cause cause =
        new Cause(kind, received.topic().nameIn(topics), received.partition(), received.offset());
    for (Entry entry : entries) {
      outbox.journal(
          partition, JournalCodec.write(model, entry, cause, consumed.message()), received.at());
      metrics.entry(entry.event());
    }
    if (processor.model().epoch() > epochBefore) {
      processor.routeTable().ifPresent(table -> outbox.route(partition, table));
    }
    outbox.touch(model, this);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
