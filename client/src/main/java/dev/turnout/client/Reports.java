package dev.turnout.client;

import dev.turnout.bus.Connection;
import dev.turnout.bus.Publisher;
import dev.turnout.events.MetricReport;
import dev.turnout.output.Failure;
import dev.turnout.report.Counters;
import dev.turnout.report.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one run of a pipeline has counted of versions, from its begin on. Reports are cumulative:
 * one that is lost or arrives twice does no harm, and {@link #publish()} may be called as often as
 * one likes. Used by one thread.
 */
public final class Reports implements AutoCloseable {
  private final Connection connection;
  private final Counters counters;
  private Optional<Publisher> publisher = Optional.empty();

  Reports(Connection connection, String reporter, String runId) {
    this.connection = connection;
    this.counters = new Counters(reporter, runId);
  }

  /** What is counted of one version. */
  public VersionReport of(String model, String version) {
    return new VersionReport(fact -> counters.add(new Row(model, version, List.of(fact))));
  }

  /**
   * Publishes what has been counted so far, one message for each model.
   *
   * @throws Failure when the bus or the registry cannot be used; nothing that was counted is lost
   */
  public void publish() {
    if (counters.isEmpty()) {
      return;
    }
    Publisher open = publisher.orElseGet(() -> Publisher.open(connection));
    publisher = Optional.of(open);
    for (MetricReport report : counters.next(Instant.now().toEpochMilli())) {
      open.publish(connection.topics().metrics(), report.getModel(), report);
    }
  }

  /** Closes the connection; what was not published is lost. */
  @Override
  public void close() {
    publisher.ifPresent(Publisher::close);
    publisher = Optional.empty();
  }
}
