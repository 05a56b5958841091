package dev.turnout.orchestrator.audit;

import dev.turnout.events.Cause;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.analysis.Support;
import dev.turnout.orchestrator.codec.DecisionRules;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.codec.StateCodec;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.Noted;
import dev.turnout.orchestrator.rollout.Office;
import dev.turnout.orchestrator.rollout.ProcessorSnapshot;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** One model under verification: its state as far as it is known, and what was found. */
final class AuditedModel {

  /** How much of the model's state is known. */
  private enum Footing {
    /** All of it: what follows must be in the journal, and nothing else. */
    FIRM,
    /** Inputs have expired: what does not follow may have followed from those. */
    INCOMPLETE,
    /** Only what the journal says. */
    FOLLOWED,
    /** Not even that. */
    LOST
  }

  private final ModelName name;
  private final Chain chain;
  private final Set<String> unverifiable = new LinkedHashSet<>();
  private ModelProcessor processor;
  private Footing footing;
  private long entries;
  private long derived;
  private long onEvidence;
  private long differences;
  private Optional<Difference> first = Optional.empty();
  private EntryHash before;

  /**
   * @param complete whether all inputs of the model are there from here on
   */
  AuditedModel(ModelProcessor processor, Chain chain, boolean complete) {
    this.name = processor.model().name();
    this.processor = processor;
    this.chain = chain;
    this.before = chain.head();
    this.footing = complete ? Footing.FIRM : Footing.INCOMPLETE;
  }

  static AuditedModel unknown(ModelName name, boolean complete) {
    return new AuditedModel(new ModelProcessor(name), new Chain(0, EntryHash.NONE), complete);
  }

  /** As a verification left it. */
  static AuditedModel at(RolloutState state, boolean complete) {
    var chain = new Chain(state.getJournalSequence(), new EntryHash(state.getJournalHash()));
    return new AuditedModel(StateCodec.read(state), chain, complete);
  }

  /** The state from which another verification goes on. */
  RolloutState state(Positions consumed) {
    return StateCodec.write(processor, chain.head(), consumed.message());
  }

  ModelName name() {
    return name;
  }

  Chain chain() {
    return chain;
  }

  /** Asks this policy from now on. */
  AuditedModel obey(PolicyInForce policy) {
    processor.obey(policy);
    return this;
  }

  /** The policy that lies under its reserved name; empty for a model. */
  Optional<Policy> policy() {
    return processor.model().office().map(Office::policy);
  }

  /** Whether it has an attempt that is not over. */
  boolean isUnderWay() {
    return processor.model().unfinished().isPresent();
  }

  /** Whether it matters what follows from inputs. */
  boolean isDerived() {
    return footing == Footing.FIRM || footing == Footing.INCOMPLETE;
  }

  /** Whether nothing may follow that the journal does not have. */
  boolean isFirm() {
    return footing == Footing.FIRM;
  }

  /** The next time at which something may follow without an input. */
  Optional<Instant> dueAt() {
    return isDerived() ? processor.dueAt() : Optional.empty();
  }

  /**
   * Takes what the journal says nothing of.
   *
   * @param carefully whether the rules may fail on it, and then it counts as if it had not come
   * @return what would follow
   */
  Noted note(Function<ModelProcessor, Noted> step, boolean carefully) {
    if (footing == Footing.LOST) {
      return Noted.NOTHING;
    }
    Optional<ProcessorSnapshot> before =
        carefully ? Optional.of(processor.snapshot()) : Optional.empty();
    try {
      return step.apply(processor);
    } catch (RuntimeException e) {
      processor = processor.back(before.orElseThrow(() -> e));
      return Noted.NOTHING;
    }
  }

  /** Takes the next entries of one step, and checks their seals. Their content comes later. */
  void append(List<RecordedEntry> recorded) {
    before = chain.head();
    for (RecordedEntry entry : recorded) {
      entries++;
      chain.append(entry).ifPresent(fault -> report(misplaced(entry, fault)));
    }
  }

  /**
   * Takes what some entries came of; they were {@link #append appended} before.
   *
   * @param step derives the entries
   * @param absorb takes the input without them
   */
  void decide(
      Cause cause,
      ConsumedOffsets consumed,
      Function<ModelProcessor, List<Entry>> step,
      Consumer<ModelProcessor> absorb,
      List<RecordedEntry> recorded) {
    if (!isDerived() || !areRulesKnown(recorded)) {
      note(known -> nothing(absorb, known), false);
      follow(recorded, false);
      return;
    }
    ProcessorSnapshot before = processor.snapshot();
    List<JournalEntry> messages = messages(step.apply(processor), cause, consumed);
    Optional<Difference> difference = compare(recorded, messages);
    if (difference.isEmpty()) {
      derived += recorded.size();
      return;
    }
    processor = processor.back(before);
    absorb.accept(processor);
    if (footing == Footing.FIRM) {
      report(difference.get());
    }
    follow(recorded, footing == Footing.INCOMPLETE);
  }

  /** Takes entries as they were recorded, because what they came of is not there. */
  void follow(List<RecordedEntry> recorded) {
    follow(recorded, true);
  }

  /** A difference was found: from here on the journal is only followed. */
  void report(Difference difference) {
    differences++;
    if (first.isEmpty()) {
      first = Optional.of(difference);
    }
    footing = footing == Footing.LOST ? Footing.LOST : Footing.FOLLOWED;
  }

  /** The state of the model is not known any more. */
  void lose(Difference difference) {
    report(difference);
    footing = Footing.LOST;
  }

  ModelFindings findings() {
    return new ModelFindings(
        name.value(),
        entries,
        derived,
        onEvidence,
        entries - derived - onEvidence,
        differences,
        first,
        List.copyOf(unverifiable),
        chain.sequence(),
        chain.head());
  }

  private static Noted nothing(Consumer<ModelProcessor> absorb, ModelProcessor known) {
    absorb.accept(known);
    return Noted.NOTHING;
  }

  private boolean areRulesKnown(List<RecordedEntry> recorded) {
    for (RecordedEntry entry : recorded) {
      int version = entry.entry().getRulesVersion();
      if (!DecisionRules.isKnown(version)) {
        unverifiable.add(
            "made under version %d of the decision rules, of which this program knows %d to %d: use the version of Turnout that made them"
                .formatted(version, DecisionRules.OLDEST, DecisionRules.CURRENT));
        footing = Footing.FOLLOWED;
        return false;
      }
    }
    return true;
  }

  private List<JournalEntry> messages(List<Entry> made, Cause cause, ConsumedOffsets consumed) {
    List<JournalEntry> messages = new ArrayList<>();
    EntryHash head = before;
    for (Entry entry : made) {
      JournalEntry message = JournalCodec.write(name, entry, cause, consumed, head);
      messages.add(message);
      head = EntryHash.of(message);
    }
    return messages;
  }

  private Optional<Difference> compare(List<RecordedEntry> recorded, List<JournalEntry> messages) {
    for (int i = 0; i < recorded.size(); i++) {
      if (i >= messages.size()) {
        return Optional.of(nothingFollows(recorded.get(i)));
      }
      if (!isSame(recorded.get(i), messages.get(i))) {
        return Optional.of(other(recorded.get(i), messages.get(i)));
      }
    }
    return messages.size() > recorded.size()
        ? Optional.of(isMissing(recorded, messages.get(recorded.size())))
        : Optional.empty();
  }

  /** Byte for byte, or the same content if another version of the schema wrote it. */
  private static boolean isSame(RecordedEntry recorded, JournalEntry message) {
    byte[] framed = recorded.record().value();
    byte[] bytes = EntryHash.bytes(message);
    int frame = WireFormat.HEADER_LENGTH;
    return Arrays.equals(framed, frame, framed.length, bytes, 0, bytes.length)
        || recorded.entry().equals(message);
  }

  private static Difference other(RecordedEntry recorded, JournalEntry message) {
    return new Difference(
        recorded.entry().getModel(),
        recorded.place(),
        FirstDifference.between(recorded.entry(), message).orElse("the bytes differ"),
        Optional.of(recorded.entry().toString()),
        Optional.of(message.toString()));
  }

  private static Difference misplaced(RecordedEntry recorded, String fault) {
    return new Difference(
        recorded.entry().getModel(),
        recorded.place(),
        fault,
        Optional.of(recorded.entry().toString()),
        Optional.empty());
  }

  private static Difference nothingFollows(RecordedEntry recorded) {
    return new Difference(
        recorded.entry().getModel(),
        recorded.place(),
        "the entry does not follow from the inputs",
        Optional.of(recorded.entry().toString()),
        Optional.empty());
  }

  private static Difference isMissing(List<RecordedEntry> recorded, JournalEntry message) {
    return new Difference(
        message.getModel(),
        recorded.get(recorded.size() - 1).place(),
        "another entry follows from the same input, but is not there",
        Optional.empty(),
        Optional.of(message.toString()));
  }

  private void follow(List<RecordedEntry> recorded, boolean onItsEvidence) {
    for (RecordedEntry entry : recorded) {
      if (footing != Footing.LOST) {
        follow(entry, onItsEvidence);
      }
    }
  }

  private void follow(RecordedEntry recorded, boolean onItsEvidence) {
    Entry entry;
    try {
      entry = JournalCodec.read(recorded.entry());
    } catch (IllegalArgumentException e) {
      unverifiable.add("this program does not know the event: " + e.getMessage());
      footing = Footing.LOST;
      return;
    }
    if (onItsEvidence) {
      check(recorded, entry);
    }
    try {
      processor.follow(entry);
    } catch (RuntimeException e) {
      lose(
          Difference.of(
              name.value(),
              recorded.place(),
              "the entry cannot follow the ones before: " + e.getMessage()));
    }
  }

  private void check(RecordedEntry recorded, Entry entry) {
    Support support = EntrySupport.of(entry.event(), processor.model());
    switch (support.holds()) {
      case YES -> onEvidence++;
      case NO ->
          report(
              new Difference(
                  name.value(),
                  recorded.place(),
                  "its own evidence contradicts it: " + support.why(),
                  Optional.of(recorded.entry().toString()),
                  Optional.empty()));
      case UNKNOWN -> {}
    }
  }
}
