package dev.turnout.bench.faults.real;

import dev.turnout.events.RolloutCommand;
import dev.turnout.schemas.Serdes;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes commands, once each, however long a broker is away. Thread-safe. */
final class CommandSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandSender.class);

  private final KafkaProducer<String, Object> producer;
  private final String topic;
  private final Ledger ledger;

  CommandSender(Installation installation, Ledger ledger) {
    Map<String, Object> config = new HashMap<>(installation.settings());
    config.put("enable.idempotence", "true");
    config.put("linger.ms", 0);
    config.put("max.block.ms", 120_000);
    config.put("delivery.timeout.ms", 120_000);
    config.put("request.timeout.ms", 3000);
    config.put("metadata.max.age.ms", 2000);
    config.put("reconnect.backoff.max.ms", 200);
    this.producer =
        new KafkaProducer<>(
            config, new StringSerializer(), Serdes.valueSerializer(installation.settings()));
    this.topic = installation.topics().commands();
    this.ledger = ledger;
  }

  /** Returns the command's id at once; the ledger counts a command that the bus did not take. */
  String send(String model, @Nullable String rollout, Object action) {
    String id = UUID.randomUUID().toString();
    var command = new RolloutCommand(id, model, rollout, "turnout/faults", "a fault run", action);
    ledger.sent(id);
    var unused =
        producer.send(
            new ProducerRecord<>(topic, model, command),
            (metadata, error) -> {
              if (error != null) {
                LOG.warn("Command not delivered model={}", model, error);
              }
            });
    return id;
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
