package dev.turnout.bench.scale;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What a time of reports at their usual rate costs.
 *
 * @param seconds it lasted
 * @param reports metric reports, and as many heartbeats, a count
 * @param states written, a count
 * @param orchestratorCpu seconds of a processor
 * @param brokerCpu seconds of a processor
 * @param reportBytes of reports and heartbeats on the broker's disk
 * @param stateBytes of states on the broker's disk
 */
record Steady(
    double seconds,
    long reports,
    long states,
    double orchestratorCpu,
    double brokerCpu,
    long reportBytes,
    long stateBytes) {

  /** Watches for so long. */
  static Steady measure(Site site, OrchestratorProcess orchestrator, Duration time)
      throws InterruptedException {
    Snapshot before = Snapshot.of(site, orchestrator);
    Thread.sleep(time.toMillis());
    Snapshot after = Snapshot.of(site, orchestrator);
    return new Steady(
        (after.at - before.at) / 1e9,
        after.reports - before.reports,
        after.states - before.states,
        after.orchestrator.cpuSeconds() - before.orchestrator.cpuSeconds(),
        after.broker.cpuSeconds() - before.broker.cpuSeconds(),
        after.reportBytes - before.reportBytes,
        after.stateBytes - before.stateBytes);
  }

  /** Microseconds of the orchestrator for a report with its heartbeat. */
  double orchestratorMicros() {
    return orchestratorCpu / reports * 1e6;
  }

  /** Microseconds of the broker for a report with its heartbeat and what follows from them. */
  double brokerMicros() {
    return brokerCpu / reports * 1e6;
  }

  double bytesPerReport() {
    return (double) reportBytes / reports;
  }

  double bytesPerState() {
    return (double) stateBytes / Math.max(1, states);
  }

  double statesPerReport() {
    return (double) states / reports;
  }

  private record Snapshot(
      long at,
      long reports,
      long states,
      Usage orchestrator,
      Usage broker,
      long reportBytes,
      long stateBytes) {

    static Snapshot of(Site site, OrchestratorProcess orchestrator) throws InterruptedException {
      try {
        var topics = site.topics();
        Map<String, Long> sizes = sizes(site);
        return new Snapshot(
            System.nanoTime(),
            records(site, topics.metrics()),
            records(site, topics.rollouts()),
            orchestrator.usage(),
            site.brokerUsage(),
            sizes.getOrDefault(topics.metrics(), 0L) + sizes.getOrDefault(topics.agents(), 0L),
            sizes.getOrDefault(topics.rollouts(), 0L));
      } catch (ExecutionException e) {
        throw new IllegalStateException("Expected the broker to say what it keeps", e);
      }
    }

    /** Bytes of each topic. */
    private static Map<String, Long> sizes(Site site)
        throws InterruptedException, ExecutionException {
      return site.admin().describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
          .flatMap(directories -> directories.values().stream())
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .collect(
              Collectors.groupingBy(
                  replica -> replica.getKey().topic(),
                  Collectors.summingLong(replica -> replica.getValue().size())));
    }

    private static long records(Site site, String topic)
        throws InterruptedException, ExecutionException {
      Map<TopicPartition, OffsetSpec> ends =
          IntStream.range(0, site.plan().partitions())
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .collect(Collectors.toMap(where -> where, where -> OffsetSpec.latest()));
      return site.admin().listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }
}
