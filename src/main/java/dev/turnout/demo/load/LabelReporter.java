package dev.turnout.demo.load;

import dev.turnout.events.MetricReport;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.VersionMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the bus once a second how often each version was right: the true species come back later
 * and apart from the requests, as labels do.
 */
public final class LabelReporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LabelReporter.class);
  private static final String OUTCOME = "accuracy";

  private final String model;
  private final Tally tally;
  private final Clock clock;
  private final Consumer<MetricReport> bus;
  private final String bootId = UUID.randomUUID().toString();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "demo-labels");
            thread.setDaemon(true);
            return thread;
          });
  private long sequence;

  private LabelReporter(String model, Tally tally, Clock clock, Consumer<MetricReport> bus) {
    this.model = model;
    this.tally = tally;
    this.clock = clock;
    this.bus = bus;
  }

  /**
   * Begins to report.
   *
   * @param bus takes each report; what it throws is logged and the next report holds it all again
   */
  public static LabelReporter start(
      String model, Tally tally, Clock clock, Consumer<MetricReport> bus) {
    var reporter = new LabelReporter(model, tally, clock, bus);
    reporter.timer.scheduleAtFixedRate(reporter::tell, 1, 1, TimeUnit.SECONDS);
    return reporter;
  }

  private void tell() {
    try {
      bus.accept(report());
    } catch (RuntimeException e) {
      LOG.warn("Labels not published model={}", model, e);
    }
  }

  private MetricReport report() {
    List<VersionMetrics> versions = new ArrayList<>();
    new TreeMap<>(tally.counted().versions())
        .forEach((version, tallied) -> versions.add(metrics(version, tallied)));
    return new MetricReport(model, "labels", bootId, ++sequence, clock.millis(), versions);
  }

  private static VersionMetrics metrics(String version, VersionTally tallied) {
    var score = new ScoreCounter(OUTCOME, tallied.served(), (double) tallied.wrong());
    return new VersionMetrics(version, 0L, 0L, null, List.of(score), List.of());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
