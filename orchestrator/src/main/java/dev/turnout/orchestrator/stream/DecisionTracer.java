package dev.turnout.orchestrator.stream;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.TraceContext;
import java.util.List;
import java.util.Optional;

/**
 * Tells a trace of what is decided. What it says goes into headers and out of the process, never
 * into a value or a decision. Called by the thread that decides, so it must not wait.
 */
public interface DecisionTracer {
  /** Tells nobody. */
  DecisionTracer OFF =
      new DecisionTracer() {
        @Override
        public Optional<TraceContext> begin(Received received) {
          return Optional.empty();
        }

        @Override
        public void decided(Received received, List<JournalEntry> entries) {}

        @Override
        public void committed() {}

        @Override
        public void failed(RuntimeException why) {}
      };

  /**
   * A record is about to be decided on.
   *
   * @return to what that which follows from it belongs; empty if nothing is told
   */
  Optional<TraceContext> begin(Received received);

  /** The record that began last was decided on. */
  void decided(Received received, List<JournalEntry> entries);

  /** All that was decided since the last commit is committed. */
  void committed();

  /** It is not, and will be decided again. */
  void failed(RuntimeException why);
}
