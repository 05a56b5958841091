package dev.turnout.orchestrator.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.RangeAssignor;

/**
 * Settings of the clients: some are defaults that the user may change, some are what exactly-once
 * and fast failover rest on and are not to be changed.
 */
public final class ClientSettings {

  /** They configure values, which the clients here see as bytes. */
  private static final List<String> NOT_FOR_CLIENTS =
      List.of("value.serializer", "value.deserializer", "key.serializer", "key.deserializer");

  private ClientSettings() {}

  /**
   * Of the consumer that reads the inputs.
   *
   * @param session how long this member may be silent
   */
  public static Map<String, Object> consumer(OrchestratorConfig config, Duration session) {
    Map<String, Object> settings =
        over(
            config,
            Map.of(
                "session.timeout.ms",
                Long.toString(session.toMillis()),
                // How soon the others hear that one was taken out.
                "heartbeat.interval.ms",
                "500",
                "max.poll.records",
                "1000",
                // The consumer gives out what it fetched of one partition before the next: after
                // a pause the models of the last one must not wait for all reports of the others.
                "max.partition.fetch.bytes",
                "131072",
                "client.id",
                config.transactionalId()));
    settings.put("group.id", config.group());
    // So that peers can name it, and a restarted process takes its place without a rebalance.
    settings.put("group.instance.id", config.transactionalId());
    // The only protocol in which a client chooses how soon its failure is noticed.
    settings.put("group.protocol", "classic");
    // Gives partition p of all three input topics to the same member.
    settings.put("partition.assignment.strategy", RangeAssignor.class.getName());
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    return settings;
  }

  /** Of the producer that writes decisions. */
  public static Map<String, Object> producer(OrchestratorConfig config) {
    Map<String, Object> settings =
        over(
            config,
            Map.of(
                "transaction.timeout.ms", "10000",
                // One request for each broker: the flush before the commit ends the wait.
                "linger.ms", "50",
                "retry.backoff.ms", "5",
                "max.block.ms", "30000",
                "delivery.timeout.ms", "30000",
                "request.timeout.ms", "10000",
                "compression.type", "lz4",
                "max.request.size", "8388608",
                "client.id", config.transactionalId()));
    settings.put("transactional.id", config.transactionalId());
    settings.put("enable.idempotence", "true");
    settings.put("acks", "all");
    return settings;
  }

  /** Reads committed states without a group. */
  static Map<String, Object> restore(OrchestratorConfig config) {
    Map<String, Object> settings =
        over(
            config,
            Map.of(
                "max.poll.records", "10000",
                "fetch.max.wait.ms", "50",
                "client.id", config.transactionalId() + "-restore"));
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    return settings;
  }

  /** What the follower of the journal begins with; its group is its own. */
  static Map<String, Object> follower(OrchestratorConfig config) {
    return over(config, Map.of("client.id", config.transactionalId() + "-mlflow"));
  }

  static Map<String, Object> admin(OrchestratorConfig config) {
    return over(
        config,
        Map.of(
            "default.api.timeout.ms", "30000", "client.id", config.transactionalId() + "-admin"));
  }

  /** The loop must not stand still for long while the registry is away: it asks again itself. */
  static Map<String, Object> serde(OrchestratorConfig config) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "max.retries",
                "1",
                "http.read.timeout.ms",
                "3000",
                "specific.avro.reader",
                "true"));
    settings.putAll(config.kafka());
    return settings;
  }

  private static Map<String, Object> over(OrchestratorConfig config, Map<String, String> defaults) {
    Map<String, Object> settings = new HashMap<>(defaults);
    settings.putAll(config.kafka());
    NOT_FOR_CLIENTS.forEach(settings::remove);
    return settings;
  }
}
