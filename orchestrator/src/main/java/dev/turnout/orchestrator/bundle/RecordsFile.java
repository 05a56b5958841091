package dev.turnout.orchestrator.bundle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One partition of one topic.
 *
 * @param topic its full name
 * @param partition a number from 0
 * @param begin offset of the oldest record that was still there
 * @param end offset behind the newest record
 * @param count records in the file; fewer than offsets, as transactions take some of these
 * @param first time of the oldest record; null if there is none
 * @param last time of the newest record; null if there is none
 * @param seal the file
 */
public record RecordsFile(
    String topic,
    int partition,
    long begin,
    long end,
    long count,
    @Nullable Instant first,
    @Nullable Instant last,
    FileSeal seal) {

  public RecordsFile {
    if (begin < 0 || end < begin || count < 0 || count > end - begin) {
      throw new IllegalArgumentException(
          "Expected '%s' to lie between two offsets with room for its records, but got %d to %d for %d records"
              .formatted(seal.name(), begin, end, count));
    }
    if (count == 0 ? first != null || last != null : first == null || last == null) {
      throw new IllegalArgumentException(
          "Expected the times of the first and the last of the %d records of '%s', but got %s and %s"
              .formatted(count, seal.name(), first, last));
    }
  }
}
