package dev.turnout.orchestrator.desk;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.Model;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.Office;
import dev.turnout.orchestrator.rollout.ProcessorSnapshot;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.DeadLetter;
import dev.turnout.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All models of one partition. Each record carries the time on for those that wait for it. What
 * follows from a record depends on the records before it alone, not on when this desk began.
 */
public final class PartitionDesk {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionDesk.class);

  private final int partition;
  private final Topics topics;
  private final DeskMeter meter;
  private final Positions consumed = new Positions();
  private final Positions from;
  private final Unsaved unsaved = new Unsaved();
  private final Map<ModelName, Ledger> ledgers = new HashMap<>();
  private final PolicyInForce policy = new PolicyInForce();
  private final DueQueue due = new DueQueue();
  private final TickClock ticks = new TickClock();

  /**
   * @param heritage what to go on from; whatever is to be recalled comes before the first record
   */
  public PartitionDesk(int partition, Topics topics, DeskMeter meter, Heritage heritage) {
    this.partition = partition;
    this.topics = topics;
    this.meter = meter;
    this.from = heritage.from();
    consumed.advance(heritage.consumed());
    for (Ledger ledger : heritage.ledgers()) {
      ModelProcessor processor = ledger.obey(policy).processor();
      ledgers.put(processor.model().name(), ledger);
      processor.model().office().map(Office::policy).ifPresent(policy::set);
    }
    ledgers.forEach((name, ledger) -> due.set(name, ledger.processor().dueAt()));
  }

  public int partition() {
    return partition;
  }

  public int models() {
    return ledgers.size();
  }

  public Positions consumed() {
    return consumed;
  }

  /**
   * Takes the next record; what follows from it goes into the outbox.
   *
   * @param carefully whether the rules failed on this record before
   * @throws RulesFailedException if the rules failed, and this was not taken carefully: the desk
   *     must be restored
   */
  public void take(Received received, boolean carefully, Outbox outbox) {
    consumed.advance(received.topic(), received.offset() + 1);
    outbox.progressed();
    meter.input(received.topic());
    received.deadLetter().ifPresent(letter -> bury(letter, received.topic(), outbox));
    received.input().ifPresent(input -> process(input, received, carefully, outbox));
    passTime(received, carefully, outbox);
  }

  /**
   * Takes a record again that came before the heritage was left. All that was decided of it is
   * there, so it is only noted, by the models whose state is older than the record.
   *
   * @param carefully whether the rules failed on this record before
   * @throws RulesFailedException as for {@link #take}
   */
  public void recall(Received received, boolean carefully, Outbox outbox) {
    received
        .input()
        .ifPresent(
            input ->
                recall(
                    ledger(input.model()),
                    processor -> processor.absorb(input),
                    received,
                    carefully,
                    outbox));
    List<ModelName> newer = new ArrayList<>();
    Optional<ModelName> next = due.takeDue(received.at());
    while (next.isPresent()) {
      Ledger ledger = known(next.get());
      if (ledger.has(received)) {
        newer.add(next.get());
      }
      recall(ledger, processor -> processor.absorbTime(received.at()), received, carefully, outbox);
      next = due.takeDue(received.at());
    }
    newer.forEach(model -> due.set(model, known(model).processor().dueAt()));
  }

  private void recall(
      Ledger ledger,
      Consumer<ModelProcessor> step,
      Received received,
      boolean carefully,
      Outbox outbox) {
    if (ledger.has(received)) {
      return;
    }
    attempt(
        ledger,
        carefully,
        CauseKind.INPUT,
        processor -> {
          step.accept(processor);
          return List.of();
        },
        new Taken(received, () -> from),
        outbox,
        failure -> {});
  }

  /** The state of a model for everybody to read. */
  public RolloutState stateOf(ModelName model) {
    Positions begin = unsaved.begin().orElse(consumed);
    return known(model).write(consumed.message(), begin.message());
  }

  /** How many models wait to be written, of which something was noted. */
  int unsaved() {
    return unsaved.size();
  }

  /** The model of which something was noted, and which waits longest to be written. */
  Optional<ModelName> oldestUnsaved() {
    return unsaved.oldest();
  }

  /** The model's state is written in the transaction that is being made up. */
  void saved(ModelName model) {
    unsaved.saved(model);
  }

  /** A tick to write if a model waits for a time that has come, but no record carries it here. */
  public Optional<TickClock.Order> tickDue(Instant wallClock) {
    return due.first().flatMap(at -> ticks.order(due.firstModel().orElseThrow(), at, wallClock));
  }

  private void process(Input input, Received received, boolean carefully, Outbox outbox) {
    attempt(
        ledger(input.model()),
        carefully,
        CauseKind.INPUT,
        known -> known.process(input),
        taken(received),
        outbox,
        failure -> bury(received.deadLetterBecause(failure), received.topic(), outbox));
  }

  private Taken taken(Received received) {
    return new Taken(received, () -> consumed.upTo(received.topic(), received.offset()));
  }

  private Ledger ledger(ModelName model) {
    return ledgers.computeIfAbsent(model, name -> Ledger.unknown(name).obey(policy));
  }

  private Ledger known(ModelName model) {
    return Objects.requireNonNull(ledgers.get(model), "a model of this desk");
  }

  private void bury(DeadLetter letter, InputTopic topic, Outbox outbox) {
    outbox.deadLetter(partition, letter);
    meter.poison(topic);
    LOG.warn(
        "Poison record topic={} partition={} offset={} reason={}",
        letter.topic(),
        partition,
        letter.offset(),
        letter.reason());
  }

  private void passTime(Received received, boolean carefully, Outbox outbox) {
    Optional<ModelName> next = due.takeDue(received.at());
    while (next.isPresent()) {
      attempt(
          known(next.get()),
          carefully,
          CauseKind.TIMER,
          known -> known.passTime(received.at()),
          taken(received),
          outbox,
          failure -> {});
      next = due.takeDue(received.at());
    }
  }

  /**
   * A processor that fails is in an unknown state. The whole desk is then restored, and the record
   * that made it fail is taken again carefully: the one model goes on as if it had not come.
   */
  private void attempt(
      Ledger ledger,
      boolean carefully,
      CauseKind kind,
      Function<ModelProcessor, List<Entry>> step,
      Taken taken,
      Outbox outbox,
      Consumer<RuntimeException> onFailure) {
    Received received = taken.received();
    ModelProcessor processor = ledger.processor();
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
      ledger.restore(before.get());
      onFailure.accept(e);
      return;
    }
    due.set(processor.model().name(), next);
    if (entries.isEmpty()) {
      unsaved.note(processor.model().name(), taken.before());
      outbox.noted(this);
    } else {
      publish(ledger, entries, epoch, kind, received, outbox);
    }
  }

  private void publish(
      Ledger ledger,
      List<Entry> entries,
      long epochBefore,
      CauseKind kind,
      Received received,
      Outbox outbox) {
    ModelProcessor processor = ledger.processor();
    outbox.decided(processor.model().name(), this);
    Cause cause =
        new Cause(kind, received.topic().nameIn(topics), received.partition(), received.offset());
    for (Entry entry : entries) {
      outbox.journal(partition, ledger.append(entry, cause, consumed.message()), received.at());
      meter.entry(entry.event());
    }
    if (processor.model().epoch() > epochBefore) {
      processor.routeTable().ifPresent(table -> outbox.route(partition, table));
    }
    PlaceLetters letters = new PlaceLetters(policy, received.place());
    entries.forEach(entry -> letters.of(processor.model(), entry).ifPresent(outbox::command));
    processor.model().office().map(Office::policy).ifPresent(p -> adopt(p, received, outbox));
  }

  /** Whoever is under way looks at the new policy at once. */
  private void adopt(Policy newPolicy, Received received, Outbox outbox) {
    if (newPolicy.equals(policy.policy())) {
      return;
    }
    policy.set(newPolicy);
    List<Model> running =
        ledgers.values().stream()
            .map(ledger -> ledger.processor().model())
            .filter(model -> model.unfinished().isPresent())
            .sorted(Comparator.comparing(Model::name))
            .toList();
    running.forEach(model -> due.set(model.name(), Optional.of(received.at())));
    // Who recalls this record later does not look at anybody, so what they make of it is written.
    running.forEach(model -> outbox.decided(model.name(), this));
    new PlaceLetters(policy, received.place()).underNewPolicy(running).forEach(outbox::command);
  }

  /**
   * A record on which something is tried.
   *
   * @param before what had been consumed when it came
   */
  private record Taken(Received received, Supplier<Positions> before) {}
}
