package dev.turnout.it;

import dev.turnout.schemas.OAuthLogin;
import dev.turnout.yaml.Secrets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** What anybody tries with Kafka's own clients. */
final class SecuredClient {
  private SecuredClient() {}

  /** Which topic the broker names when a record is refused; none if it is not. */
  static String refusal(Map<String, String> settings, String topic) {
    try (var producer =
        new KafkaProducer<>(
            filled(settings), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1})).get();
      return "none";
    } catch (ExecutionException | KafkaException e) {
      // A producer that was refused before it sends says so at once.
      if (e.getCause() instanceof ClusterAuthorizationException) {
        return "the cluster";
      }
      return e.getCause() instanceof TopicAuthorizationException refused
          ? String.join(",", refused.unauthorizedTopics())
          : String.valueOf(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first record of a topic that comes, read without a group as any program may do. */
  static String first(Map<String, String> settings, String topic) {
    Map<String, Object> config = filled(settings);
    config.put("auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList());
      ConsumerRecords<String, String> found =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> consumer.poll(Duration.ofMillis(200)), records -> !records.isEmpty());
      return found.iterator().next().value();
    }
  }

  private static Map<String, Object> filled(Map<String, String> settings) {
    Map<String, Object> filled = new HashMap<>();
    settings.forEach((key, value) -> filled.put(key, Secrets.ofProcess().fill(value)));
    filled.putAll(OAuthLogin.missing(filled));
    return filled;
  }
}
