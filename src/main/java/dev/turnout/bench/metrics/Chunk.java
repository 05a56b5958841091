package dev.turnout.bench.metrics;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Inputs that were written one after the other.
 *
 * @param begins offset of the first of them in each partition of an input topic
 * @param ends offset after the last of them
 */
record Chunk(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
  Chunk {
    begins = Map.copyOf(begins);
    ends = Map.copyOf(ends);
  }
}
