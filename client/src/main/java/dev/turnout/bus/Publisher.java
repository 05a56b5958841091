package dev.turnout.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes records of models, commands signed, and waits until the bus has them. */
public final class Publisher implements AutoCloseable {
  private final Connection connection;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Serializer<Object> values;
  // A runner that traces its steps hands the trace on.
  private final List<Header> headers =
      TraceContext.of(System.getenv()).map(TraceContext::headers).orElse(List.of());

  private Publisher(
      Connection connection, KafkaProducer<byte[], byte[]> producer, Serializer<Object> values) {
    this.connection = connection;
    this.producer = producer;
    this.values = values;
  }

  public static Publisher open(Connection connection) {
    Reach.probe(connection);
    return Reach.over(
        connection,
        () ->
            new Publisher(
                connection,
                new KafkaProducer<>(
                    connection.forProducer(), new ByteArraySerializer(), new ByteArraySerializer()),
                Serdes.valueSerializer(connection.patient())));
  }

  /**
   * Returns when all replicas that are in sync have the record.
   *
   * @throws dev.turnout.output.Failure when the bus or the registry refuses or does not answer
   */
  public void publish(String topic, String model, SpecificRecord value) {
    var promise = Reach.over(connection, () -> producer.send(record(topic, model, value)));
    try {
      promise.get();
    } catch (ExecutionException e) {
      throw Reach.failure(connection, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private ProducerRecord<byte[], byte[]> record(String topic, String model, SpecificRecord value) {
    byte[] key = model.getBytes(UTF_8);
    byte[] bytes = values.serialize(topic, value);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, key, bytes, headers);
    if (topic.equals(connection.topics().commands())) {
      connection.signer().sign(topic, key, bytes).forEach(record.headers()::add);
    }
    return record;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    values.close();
  }
}
