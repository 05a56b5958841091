package dev.turnout.agents.agent;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.events.AgentReport;
import dev.turnout.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of an agent speaks with Kafka: it reads the route tables and reports, as an agent does. */
public final class KafkaSide implements AutoCloseable {
  private final Topics topics = Topics.standard();
  private final String node;
  private final ReportSender sender;
  private final RouteWatcher watcher;

  public KafkaSide(KafkaSettings settings, String node) {
    this.node = node;
    this.sender = new ReportSender(settings, new AgentMetrics(), node);
    this.watcher =
        new RouteWatcher(
            settings,
            topics.routes(),
            () ->
                new RouteDecoder(settings, node, Set.of("fraud"), offer -> {}, (record, why) -> {}),
            node);
    watcher.start();
  }

  /** Reports once, as an agent does every second. */
  public void report() {
    sender.send(
        topics.agents(),
        "fraud",
        number ->
            new AgentReport(
                "fraud", node, "boot", number, 0L, 0L, false, null, List.of(), List.of(),
                Map.of()));
  }

  /** How many reports have arrived. */
  public long arrived() {
    return sender.acknowledged(topics.agents(), "fraud");
  }

  /** Whether it hears of new tables. */
  public boolean isConnected() {
    return watcher.trouble().isEmpty();
  }

  @Override
  public void close() {
    watcher.close();
    sender.close();
  }
}
