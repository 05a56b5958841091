package dev.turnout.orchestrator.desk;

import dev.turnout.events.RolloutCommand;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Says who may have a command carried out, before any rule is asked. The answer goes into the
 * journal, so that a replay need not ask again. It must follow from the record and its broker's
 * time alone, does not block, and may be asked by several threads.
 */
@FunctionalInterface
public interface CommandDoor {

  /** Lets everybody pass and asks nobody who they are. */
  CommandDoor OPEN = (record, command) -> Passage.free();

  /**
   * Whether a command may pass.
   *
   * @param record as it came
   * @param command what its value says; its model is the record's key
   */
  Passage judge(ConsumerRecord<byte[], byte[]> record, RolloutCommand command);
}
