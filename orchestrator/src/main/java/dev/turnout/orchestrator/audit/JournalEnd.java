package dev.turnout.orchestrator.audit;

import java.util.Optional;

/** Compares where a model's journal ends with what its state says of it. */
final class JournalEnd {

  private JournalEnd() {}

  static void check(AuditedModel model, RecordedStates.Head state) {
    fault(model.chain(), state)
        .ifPresent(fault -> model.report(Difference.of(model.name().value(), "the end", fault)));
  }

  private static Optional<String> fault(Chain chain, RecordedStates.Head state) {
    if (state.sequence() > chain.sequence()) {
      return Optional.of(
          "the state contains entries up to %d, but the journal ends with entry %d: its end was removed"
              .formatted(state.sequence(), chain.sequence()));
    }
    boolean other = state.sequence() == chain.sequence() && !state.seal().equals(chain.head());
    return other
        ? Optional.of(
            "the state names another seal of entry %d than it has: the entry was altered"
                .formatted(chain.sequence()))
        : Optional.empty();
  }
}
