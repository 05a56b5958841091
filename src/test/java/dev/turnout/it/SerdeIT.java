package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.RouteTable;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaBroker.class)
class SerdeIT {

  @Test
  void shouldCarryARecordThroughBrokerAndRegistry(TestBus bus) throws Exception {
    // given
    bus.createTopics(6);
    RouteTable table =
        RouteTable.newBuilder()
            .setModel("fraud")
            .setEpoch(7)
            .setSalt("fraud-v2")
            .setStickiness(new Stickiness(StickinessKind.HEADER, "x-user-id"))
            .setVersions(List.of())
            .build();
    // when
    RecordMetadata written = send(bus, table);
    ConsumerRecord<String, Object> read = readOne(bus, written.partition());
    // then
    assertThat(read.value()).isEqualTo(table);
    assertThat(read.key()).isEqualTo("fraud");
    assertThat(read.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(written.partition()).isEqualTo(Topics.partitionOf("fraud", 6));
  }

  private static RecordMetadata send(TestBus bus, RouteTable table) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            bus.config(), new StringSerializer(), Serdes.valueSerializer(bus.config()))) {
      return producer
          .send(new ProducerRecord<>(bus.topics().routes(), table.getModel(), table))
          .get();
    }
  }

  private static ConsumerRecord<String, Object> readOne(TestBus bus, int partition) {
    var where = new TopicPartition(bus.topics().routes(), partition);
    Map<String, Object> config = bus.config();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), Serdes.valueDeserializer(config))) {
      consumer.assign(List.of(where));
      consumer.seekToBeginning(List.of(where));
      return consumer.poll(Duration.ofMinutes(1)).iterator().next();
    }
  }
}
