package dev.turnout.bench.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group has come. */
final class CommittedOffsets {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long LOOK_AGAIN_MS = 10;

  private final Admin admin;
  private final String group;

  CommittedOffsets(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /** Waits until the group has committed everything up to there. */
  void await(Map<TopicPartition, Long> ends) throws InterruptedException, ExecutionException {
    long until = System.nanoTime() + LONGEST.toNanos();
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    while (!isThere(committed, ends)) {
      if (System.nanoTime() - until > 0) {
        throw new IllegalStateException(
            "Expected the orchestrator to come to %s within %s, but it is at %s"
                .formatted(ends, LONGEST, committed));
      }
      Thread.sleep(LOOK_AGAIN_MS);
      committed = committed();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed()
      throws InterruptedException, ExecutionException {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
  }

  private static boolean isThere(
      Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata offset = committed.get(end.getKey());
              return offset != null && offset.offset() >= end.getValue();
            });
  }
}
