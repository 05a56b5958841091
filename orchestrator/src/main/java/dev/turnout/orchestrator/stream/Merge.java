package dev.turnout.orchestrator.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the records of one partition into one order: by time, then by topic; within a topic as they
 * lie.
 */
final class Merge {

  private Merge() {}

  /**
   * @param records of one partition, in offset order within each topic
   */
  static List<Received> inOrder(List<Received> records) {
    Map<InputTopic, Deque<Received>> byTopic = new EnumMap<>(InputTopic.class);
    records.forEach(
        record -> byTopic.computeIfAbsent(record.topic(), t -> new ArrayDeque<>()).add(record));
    var merged = new ArrayList<Received>(records.size());
    while (merged.size() < records.size()) {
      byTopic.values().stream()
          .filter(queue -> !queue.isEmpty())
          .min(Comparator.comparing(queue -> queue.element().at()))
          .ifPresent(queue -> merged.add(queue.remove()));
    }
    return merged;
  }
}
