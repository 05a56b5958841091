package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.desk.Received;
import java.util.Optional;

/** The recorded inputs of one model in one topic, in their order. Used by one thread. */
public interface InputLog {

  /**
   * The next record, which stays the next one until it is {@link #take taken}. May wait for the
   * broker, but not for records that are not there yet.
   *
   * @param end offset before which the record must lie
   * @return empty if no record is left before the end
   */
  Optional<Received> peek(long end);

  /** Goes behind the record that {@link #peek} showed. */
  void take();
}
