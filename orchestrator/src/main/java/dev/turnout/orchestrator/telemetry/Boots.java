package dev.turnout.orchestrator.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which reports of a reporter came already: the newest sequence of its boot and of the boots
 * before.
 *
 * @param bootId the boot that reported last
 * @param sequence its newest sequence
 * @param past boots before it, the newest first, at most {@link #REMEMBERED}
 */
public record Boots(String bootId, long sequence, List<PastBoot> past) {
  /** Enough for a pipeline that starts a new boot with each report, while its records repeat. */
  static final int REMEMBERED = 64;

  /** A boot that another one followed. */
  public record PastBoot(String bootId, long sequence) {}

  public Boots {
    past = List.copyOf(past);
  }

  static Boots first(String bootId, long sequence) {
    return new Boots(bootId, sequence, List.of());
  }

  boolean isCurrent(String otherBoot) {
    return bootId.equals(otherBoot);
  }

  boolean isPast(String otherBoot) {
    return pastBoot(otherBoot).isPresent();
  }

  /** Whether this report came before, or one after it did. */
  boolean isOld(String otherBoot, long otherSequence) {
    return isCurrent(otherBoot)
        ? otherSequence <= sequence
        : pastBoot(otherBoot).filter(boot -> otherSequence <= boot.sequence()).isPresent();
  }

  /** After a report that is not old. */
  Boots after(String newBoot, long newSequence) {
    if (isCurrent(newBoot)) {
      return new Boots(bootId, newSequence, past);
    }
    List<PastBoot> older = new ArrayList<>();
    older.add(new PastBoot(bootId, sequence));
    past.stream().filter(boot -> !boot.bootId().equals(newBoot)).forEach(older::add);
    return new Boots(newBoot, newSequence, older.subList(0, Math.min(older.size(), REMEMBERED)));
  }

  private Optional<PastBoot> pastBoot(String otherBoot) {
    return past.stream().filter(boot -> boot.bootId().equals(otherBoot)).findFirst();
  }
}
