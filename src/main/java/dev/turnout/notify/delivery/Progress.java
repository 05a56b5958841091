package dev.turnout.notify.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How far a partition of the journal has been told. It is committed as one position, with what some
 * receivers know beyond it in the text beside: so one that is away costs the others no repetition.
 *
 * @param offset of the first entry that somebody does not know
 * @param ahead for receivers that know more: offset of the first entry that they do not know
 */
public record Progress(long offset, Map<String, Long> ahead) {
  /** Brokers take 4096 bytes; without the text everybody is told again from the offset on. */
  private static final int LONGEST = 2000;

  public Progress {
    ahead = Map.copyOf(ahead);
  }

  /** The progress of receivers that know all up to their offset. */
  public static Progress of(Map<String, Long> offsets) {
    long least = offsets.values().stream().mapToLong(Long::longValue).min().orElse(0);
    Map<String, Long> ahead = new HashMap<>(offsets);
    ahead.values().removeIf(offset -> offset == least);
    return new Progress(least, ahead);
  }

  /** As it was committed; a text that is none of ours says nothing. */
  public static Progress read(OffsetAndMetadata committed) {
    Map<String, Long> ahead = new HashMap<>();
    for (String part : committed.metadata().split(",", -1)) {
      if (part.matches("[@A-Za-z0-9._-]+=[0-9]{1,18}")) {
        int sign = part.indexOf('=');
        ahead.put(part.substring(0, sign), Long.parseLong(part.substring(sign + 1)));
      }
    }
    return new Progress(committed.offset(), ahead);
  }

  /** What is to be committed. */
  public OffsetAndMetadata write() {
    String text =
        new TreeMap<>(ahead)
            .entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(","));
    return new OffsetAndMetadata(offset, text.length() > LONGEST ? "" : text);
  }

  /** Offset of the first entry that a receiver does not know. */
  public long of(String receiver) {
    return ahead.getOrDefault(receiver, offset);
  }
}
