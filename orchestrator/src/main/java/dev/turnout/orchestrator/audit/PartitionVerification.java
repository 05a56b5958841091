package dev.turnout.orchestrator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.desk.DueQueue;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Derives the journal of one partition from its inputs again, step by step. Between two steps the
 * inputs are taken in the order of their times: those of different topics commute. What follows
 * there although the journal has nothing is premature, and a difference if it lasts.
 */
final class PartitionVerification {

  private final int partition;
  private final Recording recording;
  private final Set<String> only;
  private final InputDecoder decoder;
  private final Set<String> suspects;
  private final Runnable passed;
  private final Map<ModelName, AuditedModel> models = new TreeMap<>();
  private final Prematures prematures = new Prematures();
  private final SignatureAudit signatures;
  private final DueQueue due = new DueQueue();
  private final PolicyInForce policy = new PolicyInForce();
  private final InputMerge inputs;
  private final List<Expired> expired = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private Positions consumed;
  private boolean complete;

  /**
   * @param only names of the models to verify; empty for all
   * @param suspects records on which the rules failed before
   * @param passed is run for every input that was taken
   */
  PartitionVerification(
      Recording recording,
      PartitionCheckpoint from,
      Set<String> only,
      InputDecoder decoder,
      SignatureAudit signatures,
      Set<String> suspects,
      InputMerge inputs,
      Runnable passed) {
    this.partition = from.partition();
    this.recording = recording;
    this.only = only;
    this.decoder = decoder;
    this.signatures = signatures;
    this.suspects = suspects;
    this.inputs = inputs;
    this.passed = passed;
    this.consumed = from.consumed();
    this.complete = from.isComplete();
    noteExpired();
    from.states().stream().filter(state -> isWanted(state.getModel())).forEach(this::know);
    models.values().forEach(model -> due.set(model.name(), model.dueAt()));
  }

  /**
   * Takes all steps of the journal.
   *
   * @throws RulesFailed if the rules failed on a record: begin anew with it as a suspect
   */
  void follow(JournalSteps journal) {
    for (List<RecordedEntry> step = journal.next(); !step.isEmpty(); step = journal.next()) {
      take(step);
    }
  }

  /** The state behind the last step, from which another verification goes on. */
  PartitionCheckpoint checkpoint(long journal) {
    return new PartitionCheckpoint(
        partition,
        journal,
        consumed,
        models.values().stream().map(model -> model.state(consumed)).toList(),
        complete);
  }

  /** Takes the inputs behind the last step, and compares with the states that are recorded. */
  PartitionFindings finish(RecordedStates states) {
    var end = new Positions();
    for (InputTopic topic : InputTopic.values()) {
      end.advance(topic, inputs.end(topic));
    }
    states.models().stream().filter(this::isWanted).map(ModelName::new).forEach(this::known);
    models
        .values()
        .forEach(
            model ->
                states.of(model.name().value()).ifPresent(state -> JournalEnd.check(model, state)));
    noteUntil(end);
    models.values().forEach(model -> settle(model, states.of(model.name().value())));
    return new PartitionFindings(
        models.values().stream()
            .filter(model -> isAskedFor(model.name().value()))
            .map(AuditedModel::findings)
            .toList(),
        expired,
        prematures.vanished(),
        undecided,
        signatures.findings());
  }

  private void settle(AuditedModel model, Optional<RecordedStates.Head> state) {
    prematures
        .of(model)
        .ifPresent(
            left -> {
              if (state
                  .filter(head -> head.consumed().of(left.topic()) > left.offset())
                  .isPresent()) {
                prematures.settle(model, "the end");
              } else {
                undecided.add("%s: %s".formatted(model.name(), left.words()));
              }
            });
  }

  /** A record of the journal is not an entry: its model cannot be followed. */
  void unreadable(Difference difference) {
    if (isWanted(difference.model())) {
      known(new ModelName(difference.model())).lose(difference);
    }
  }

  private void know(RolloutState state) {
    AuditedModel model = AuditedModel.at(state, complete).obey(policy);
    models.put(model.name(), model);
    model.policy().ifPresent(policy::set);
  }

  private void noteExpired() {
    for (InputTopic topic : InputTopic.values()) {
      long begin = inputs.begin(topic);
      if (begin > consumed.of(topic)) {
        complete = false;
        expired.add(
            new Expired(topic.nameIn(recording.topics()), partition, consumed.of(topic), begin));
      }
    }
  }

  private void take(List<RecordedEntry> step) {
    Map<ModelName, List<RecordedEntry>> byModel =
        step.stream()
            .filter(entry -> isWanted(entry.entry().getModel()))
            .collect(
                Collectors.groupingBy(
                    RecordedEntry::model, LinkedHashMap::new, Collectors.toList()));
    byModel.forEach((name, entries) -> known(name).append(entries));
    Cause cause = step.get(0).entry().getCause();
    ConsumedOffsets offsets = step.get(0).entry().getConsumed();
    Optional<InputTopic> topic = topicOf(cause);
    Positions after = Positions.of(offsets);
    if (topic.isEmpty()
        || cause.getPartition() != partition
        || after.of(topic.get()) != cause.getOffset() + 1) {
      byModel.forEach((name, entries) -> reject(known(name), entries));
      return;
    }
    noteUntil(after.upTo(topic.get(), cause.getOffset()));
    prematures.models().forEach(name -> prematures.settle(known(name), step.get(0).place()));
    Optional<Received> received = inputs.at(topic.get(), cause.getOffset()).map(this::received);
    if (received.isPresent()) {
      decide(received.get(), offsets, byModel);
    } else {
      byModel.forEach((name, entries) -> causeIsGone(known(name), entries, topic.get()));
    }
    consumed.advance(after);
  }

  private void reject(AuditedModel model, List<RecordedEntry> entries) {
    model.report(
        Difference.of(
            model.name().value(),
            entries.get(0).place(),
            "it does not name an input of this partition as its cause: "
                + entries.get(0).entry().getCause()));
    model.follow(entries);
  }

  private void causeIsGone(AuditedModel model, List<RecordedEntry> entries, InputTopic topic) {
    if (entries.get(0).entry().getCause().getOffset() >= inputs.begin(topic)) {
      model.report(
          Difference.of(
              model.name().value(),
              entries.get(0).place(),
              "the input that caused it is not there: " + entries.get(0).entry().getCause()));
    }
    model.follow(entries);
  }

  /** The input's own model first, then those whose time has come. */
  private void decide(
      Received received, ConsumedOffsets offsets, Map<ModelName, List<RecordedEntry>> recorded) {
    Map<ModelName, List<RecordedEntry>> left = new LinkedHashMap<>(recorded);
    Optional<Input> input = received.input();
    input.ifPresent(
        known -> {
          List<RecordedEntry> entries = left.remove(known.model());
          if (entries == null) {
            note(received, known);
          } else {
            decide(received, offsets, entries, known);
          }
        });
    Optional<ModelName> next = due.takeDue(received.at());
    while (next.isPresent()) {
      List<RecordedEntry> entries = left.remove(next.get());
      if (entries == null) {
        noteTime(received, next.get());
      } else {
        decideTime(received, offsets, entries, next.get());
      }
      next = due.takeDue(received.at());
    }
    left.forEach((name, entries) -> decideTime(received, offsets, entries, name));
    passed.run();
  }

  private void decide(
      Received received, ConsumedOffsets offsets, List<RecordedEntry> entries, Input taken) {
    AuditedModel model = known(taken.model());
    Input input = signatures.judge(taken, entries.get(0), model::report);
    guarded(
        received,
        () ->
            model.decide(
                cause(CauseKind.INPUT, received),
                offsets,
                processor -> processor.process(input),
                processor -> processor.absorb(input),
                entries));
    due.set(model.name(), model.dueAt());
    adopt(model, received.at());
  }

  /** Whoever is under way looks at a new policy at once, as at the desk. */
  private void adopt(AuditedModel office, Instant at) {
    office
        .policy()
        .filter(other -> !other.equals(policy.policy()))
        .ifPresent(
            other -> {
              policy.set(other);
              models.values().stream()
                  .filter(AuditedModel::isUnderWay)
                  .forEach(model -> due.set(model.name(), Optional.of(at)));
            });
  }

  private void decideTime(
      Received received, ConsumedOffsets offsets, List<RecordedEntry> entries, ModelName name) {
    AuditedModel model = known(name);
    guarded(
        received,
        () ->
            model.decide(
                cause(CauseKind.TIMER, received),
                offsets,
                processor -> processor.passTime(received.at()),
                processor -> {},
                entries));
    due.set(name, model.dueAt());
  }

  private void noteUntil(Positions before) {
    for (var next = inputs.next(before); next.isPresent(); next = inputs.next(before)) {
      Received received = received(next.get());
      received.input().ifPresent(input -> note(received, input));
      for (var model = due.takeDue(received.at());
          model.isPresent();
          model = due.takeDue(received.at())) {
        noteTime(received, model.get());
      }
      passed.run();
    }
  }

  private void note(Received received, Input input) {
    AuditedModel model = known(input.model());
    boolean carefully = isSuspect(received);
    guarded(
        received,
        () ->
            prematures.remember(
                model, received, model.note(processor -> processor.note(input), carefully)));
    due.set(model.name(), model.dueAt());
  }

  private void noteTime(Received received, ModelName name) {
    AuditedModel model = known(name);
    boolean carefully = isSuspect(received);
    guarded(
        received,
        () ->
            prematures.remember(
                model,
                received,
                model.note(processor -> processor.noteTime(received.at()), carefully)));
    due.set(name, model.dueAt());
  }

  /** There hardly ever is one, and every input asks. */
  private boolean isSuspect(Received received) {
    return !suspects.isEmpty() && suspects.contains(nameOf(received.record()));
  }

  private void guarded(Received received, Runnable act) {
    try {
      act.run();
    } catch (RuntimeException e) {
      String name = nameOf(received.record());
      if (suspects.contains(name)) {
        throw e;
      }
      throw new RulesFailed(name, e);
    }
  }

  private AuditedModel known(ModelName name) {
    return models.computeIfAbsent(
        name, unknown -> AuditedModel.unknown(unknown, complete).obey(policy));
  }

  private boolean isWanted(String model) {
    return isAskedFor(model) || OfficeName.isReserved(model);
  }

  private boolean isAskedFor(String model) {
    return only.isEmpty() || only.contains(model);
  }

  /** Of the models that are not asked for only the time counts. */
  private Received received(ConsumerRecord<byte[], byte[]> record) {
    boolean ofOthers =
        !only.isEmpty() && (record.key() == null || !isWanted(new String(record.key(), UTF_8)));
    return ofOthers
        ? new Received(
            InputTopic.named(record.topic(), recording.topics()),
            record,
            Instant.ofEpochMilli(record.timestamp()),
            Optional.empty(),
            Optional.empty())
        : decoder.decode(record);
  }

  private Optional<InputTopic> topicOf(Cause cause) {
    for (InputTopic topic : InputTopic.values()) {
      if (topic.nameIn(recording.topics()).equals(cause.getTopic())) {
        return Optional.of(topic);
      }
    }
    return Optional.empty();
  }

  private Cause cause(CauseKind kind, Received received) {
    return new Cause(
        kind, received.topic().nameIn(recording.topics()), partition, received.offset());
  }

  private static String nameOf(ConsumerRecord<byte[], byte[]> record) {
    return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
  }
}
