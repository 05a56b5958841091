package dev.turnout.agents.agent;

import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Reports what holds for a model; returns at once. */
final class Reporter {
  private final ReportCodec codec;
  private final ReportSender sender;
  private final Topics topics;
  private final Clock clock;

  Reporter(ReportCodec codec, ReportSender sender, Topics topics, Clock clock) {
    this.codec = codec;
    this.sender = sender;
    this.topics = topics;
    this.clock = clock;
  }

  /** What is in force and which versions are ready. */
  void reportState(ModelDesk desk, boolean leaving) {
    ModelState state = desk.state();
    Instant at = clock.instant();
    sender.send(
        topics.agents(),
        desk.model(),
        number -> codec.agentReport(state, desk.capabilities(), leaving, at, number));
  }

  /** What the versions did; nothing while there is no version. */
  void reportMetrics(ModelDesk desk) {
    List<VersionTotals> totals = desk.totals();
    Instant at = clock.instant();
    if (!totals.isEmpty()) {
      sender.send(
          topics.metrics(),
          desk.model(),
          number -> codec.metricReport(desk.model(), totals, at, number));
    }
  }
}
