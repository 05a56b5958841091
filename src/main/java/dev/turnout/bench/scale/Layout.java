package dev.turnout.bench.scale;

import dev.turnout.bench.outcome.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an installation of any size would need, computed from what one unit costs here.
 *
 * @param orchestratorMicros processor time for a report with its heartbeat
 * @param brokerMicros the same of the broker, with one copy of each record
 * @param reportBytes of a report with its heartbeat in the topics
 * @param stateBytes of a state in its topic, as it is compressed there
 * @param statesPerReport written
 * @param heapBytes of a running rollout
 * @param restoreMicros to read a rollout's state after a restart
 */
record Layout(
    double orchestratorMicros,
    double brokerMicros,
    double reportBytes,
    double stateBytes,
    double statesPerReport,
    double heapBytes,
    double restoreMicros) {
  private static final double BUSY = 0.5;
  private static final int COPIES = 3;
  private static final double BROKER_PROCESSORS = 8;
  private static final double BROKER_BYTES_PER_SECOND = 100e6;
  private static final double HEAP_BYTES = 4e9;
  private static final double PARTITIONS_PER_ORCHESTRATOR = 4;
  private static final double MIB = 1024 * 1024;

  /** The units, and three installations. */
  List<Section> sections(Duration interval) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("10,000 models, one node each", 10_000, 10_000, interval));
    rows.add(row("1,000,000 models on 100,000 nodes, one node each", 1e6, 1e6, interval));
    rows.add(row("1,000,000 models on 100,000 nodes, 10 nodes each", 1e6, 1e7, interval));
    return List.of(
        units(),
        new Section(
            "Laid out (every model rolls out at once; a report and a heartbeat every %d s)"
                .formatted(interval.toSeconds()),
            List.of(
                "installation",
                "reports/s",
                "orchestrator cores",
                "orchestrators",
                "partitions",
                "heap GiB in all",
                "restore s each",
                "MB/s into brokers, 3 copies",
                "broker cores",
                "brokers"),
            rows));
  }

  private Section units() {
    return new Section(
        "What one unit costs here",
        List.of("unit", "measured", ""),
        List.of(
            List.of("orchestrator, a report and its heartbeat", orchestratorMicros, "us of CPU"),
            List.of("broker, the same and what follows, 1 copy", brokerMicros, "us of CPU"),
            List.of("a report and its heartbeat in the topics", reportBytes, "bytes"),
            List.of("a state in its topic", stateBytes, "bytes"),
            List.of("states written for a report", statesPerReport, ""),
            List.of("heap of a running rollout", heapBytes, "bytes"),
            List.of("restore of a rollout", restoreMicros, "us")));
  }

  /** Nodes of one model report apart, so that each report may write the state again. */
  private List<Object> row(String name, double models, double reporters, Duration interval) {
    double rate = reporters / interval.toSeconds();
    double cores = rate * orchestratorMicros / 1e6;
    double heap = models * heapBytes;
    double orchestrators = Math.ceil(Math.max(cores / BUSY, heap / HEAP_BYTES));
    double bytes = COPIES * rate * (reportBytes + statesPerReport * stateBytes);
    double brokerCores = COPIES * rate * brokerMicros / 1e6;
    double brokers =
        Math.max(
            COPIES,
            Math.ceil(
                Math.max(bytes / BROKER_BYTES_PER_SECOND, brokerCores / BUSY / BROKER_PROCESSORS)));
    return List.of(
        name,
        (long) rate,
        cores,
        (long) orchestrators,
        (long) (PARTITIONS_PER_ORCHESTRATOR * orchestrators),
        heap / MIB / 1024,
        models / orchestrators * restoreMicros / 1e6,
        bytes / 1e6,
        brokerCores,
        (long) brokers);
  }
}
