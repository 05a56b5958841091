package dev.turnout.orchestrator.desk;

import dev.turnout.events.Cause;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.codec.StateCodec;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.ProcessorSnapshot;
import dev.turnout.orchestrator.routing.ModelName;

/** One model at a desk: what is decided of it, and the seal of its last journal entry. */
public final class Ledger {

  private final Positions since;
  private ModelProcessor processor;
  private EntryHash head;

  private Ledger(ModelProcessor processor, EntryHash head, Positions since) {
    this.processor = processor;
    this.head = head;
    this.since = since;
  }

  /** A model of which nothing was heard. */
  public static Ledger unknown(ModelName model) {
    return new Ledger(new ModelProcessor(model), EntryHash.NONE, new Positions());
  }

  /**
   * As it was written.
   *
   * @throws IllegalArgumentException if its snapshot cannot be read
   */
  public static Ledger read(RolloutState state) {
    return new Ledger(
        StateCodec.read(state),
        new EntryHash(state.getJournalHash()),
        Positions.of(state.getConsumed()));
  }

  /** Asks this policy from now on. */
  Ledger obey(PolicyInForce policy) {
    processor.obey(policy);
    return this;
  }

  /** Whether the state that it was read from has this record already. */
  boolean has(Received received) {
    return received.offset() < since.of(received.topic());
  }

  /**
   * The present state for everybody to read, from which another desk goes on.
   *
   * @param recallFrom where the inputs begin that some state of the desk does not have
   */
  public RolloutState write(ConsumedOffsets consumed, ConsumedOffsets recallFrom) {
    return StateCodec.write(processor, head, consumed, recallFrom);
  }

  public ModelProcessor processor() {
    return processor;
  }

  /** Seal of the model's last entry. */
  public EntryHash head() {
    return head;
  }

  /** The message of an entry that follows; the next one will carry its seal. */
  public JournalEntry append(Entry entry, Cause cause, ConsumedOffsets consumed) {
    JournalEntry message =
        JournalCodec.write(processor.model().name(), entry, cause, consumed, head);
    head = EntryHash.of(message);
    return message;
  }

  /** The last entry was one with this seal, as it was recorded. */
  public void follow(EntryHash recorded) {
    head = recorded;
  }

  /** Goes on from the snapshot; the seal stays. */
  public void restore(ProcessorSnapshot snapshot) {
    processor = processor.back(snapshot);
  }
}
