package dev.turnout.bench.scale;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far the orchestrators have come with what nodes say. */
final class Inputs {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long NAP_MS = 20;

  private Inputs() {}

  /** Returns when the orchestrators have committed all that lies in the inputs now. */
  static void awaitTaken(Site site) throws InterruptedException {
    try {
      Map<TopicPartition, Long> ends = ends(site);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!isDone(site, ends)) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "Expected the orchestrators to work off all reports within " + LIMIT);
        }
        Thread.sleep(NAP_MS);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected the broker to say how far the inputs are read", e);
    }
  }

  private static boolean isDone(Site site, Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException {
    var committed =
        site.admin()
            .listConsumerGroupOffsets(site.topics().orchestratorGroup())
            .partitionsToOffsetAndMetadata()
            .get();
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              var offset = committed.get(end.getKey());
              return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
            });
  }

  private static Map<TopicPartition, Long> ends(Site site)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (String topic : List.of(site.topics().metrics(), site.topics().agents())) {
      IntStream.range(0, site.plan().partitions())
          .forEach(p -> wanted.put(new TopicPartition(topic, p), OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    site.admin()
        .listOffsets(wanted)
        .all()
        .get()
        .forEach((where, end) -> ends.put(where, end.offset()));
    return ends;
  }
}
