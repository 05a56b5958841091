package dev.turnout.control;

import dev.turnout.events.MetricReport;

/** The way of labels and metrics to the judge. */
public interface Reports extends AutoCloseable {
  /** Returns when the report is safe. */
  void publish(MetricReport report);

  @Override
  void close();
}
