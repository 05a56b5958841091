package dev.turnout.agents.agent;

import dev.turnout.schemas.DeadLetter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records that can never be used into the dead letters, each once although the topic is read
 * again after every error. Used by one thread.
 */
final class PoisonBin {
  private static final Logger log = LoggerFactory.getLogger(PoisonBin.class);
  private static final int REMEMBERED = 1000;

  private final String deadLetters;
  private final ReportSender sender;
  private final AgentMetrics metrics;
  private final Set<String> known = new LinkedHashSet<>();

  PoisonBin(String deadLetters, ReportSender sender, AgentMetrics metrics) {
    this.deadLetters = deadLetters;
    this.sender = sender;
    this.metrics = metrics;
  }

  void put(ConsumerRecord<byte[], byte[]> record, String reason) {
    if (!known.add(record.partition() + "@" + record.offset())) {
      return;
    }
    if (known.size() > REMEMBERED) {
      known.remove(known.iterator().next());
    }
    metrics.count(AgentMeter.POISON, record.topic());
    log.warn(
        "poison record topic={} partition={} offset={} reason={}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason);
    DeadLetter letter = DeadLetter.of(record, reason);
    sender.sendLetter(
        new ProducerRecord<>(deadLetters, null, letter.key(), letter.value(), letter.headers()));
  }
}
