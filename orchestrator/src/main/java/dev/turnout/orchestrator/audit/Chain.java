package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.codec.EntryHash;
import java.util.Optional;

/** Follows the seals of one model's journal. */
final class Chain {

  private long sequence;
  private EntryHash head;

  /** Goes on behind an entry of this number with this seal; 0 and none at the beginning. */
  Chain(long sequence, EntryHash head) {
    this.sequence = sequence;
    this.head = head;
  }

  long sequence() {
    return sequence;
  }

  EntryHash head() {
    return head;
  }

  /** Takes the next entry as it lies in the journal; says what is wrong with its place. */
  Optional<String> append(RecordedEntry next) {
    Optional<String> fault = fault(next);
    sequence = next.sequence();
    head = next.seal();
    return fault;
  }

  private Optional<String> fault(RecordedEntry next) {
    if (next.sequence() > sequence + 1) {
      return Optional.of(
          next.sequence() == sequence + 2
              ? "entry %d is missing here: it was removed or moved".formatted(sequence + 1)
              : "entries %d to %d are missing here: they were removed or moved"
                  .formatted(sequence + 1, next.sequence() - 1));
    }
    if (next.sequence() <= sequence) {
      return Optional.of(
          "entry %d lies behind entry %d: it was moved or repeated"
              .formatted(next.sequence(), sequence));
    }
    String said = next.entry().getPreviousHash();
    return said.equals(head.hex())
        ? Optional.empty()
        : Optional.of(
            "entry %d says that the seal of the entry before is %s, but it is %s: one of the two was altered"
                .formatted(next.sequence(), brief(said), brief(head.hex())));
  }

  private static String brief(String hex) {
    return hex.isEmpty() ? "none" : hex.substring(0, Math.min(16, hex.length())) + "...";
  }
}
