package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.schemas.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Finds the heads of the journals while their records go by. */
final class JournalHeads {
  private final Map<String, JournalHead> heads = new TreeMap<>();

  void take(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    byte @Nullable [] value = record.value();
    if (key == null || value == null || value.length < WireFormat.HEADER_LENGTH) {
      return;
    }
    String model = new String(key, UTF_8);
    JournalHead before = heads.get(model);
    long entries = before == null ? 1 : before.entries() + 1;
    String hash = EntryHash.ofBytes(value, WireFormat.HEADER_LENGTH).hex();
    heads.put(model, new JournalHead(model, entries, hash));
  }

  boolean knows(String model) {
    return heads.containsKey(model);
  }

  /** By model. */
  List<JournalHead> list() {
    return List.copyOf(heads.values());
  }
}
