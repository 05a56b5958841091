package dev.turnout.bus;

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
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records of models and waits until the bus has them. */
public final class Publisher implements AutoCloseable {
  private final Connection connection;
  private final KafkaProducer<String, Object> producer;
  // A runner that traces its steps hands the trace on.
  private final List<Header> headers =
      TraceContext.of(System.getenv()).map(TraceContext::headers).orElse(List.of());

  private Publisher(Connection connection, KafkaProducer<String, Object> producer) {
    this.connection = connection;
    this.producer = producer;
  }

  public static Publisher open(Connection connection) {
    Reach.probe(connection);
    return Reach.over(
        connection,
        () ->
            new Publisher(
                connection,
                new KafkaProducer<>(
                    connection.forProducer(),
                    new StringSerializer(),
                    Serdes.valueSerializer(connection.patient()))));
  }

  /**
   * Returns when all replicas that are in sync have the record.
   *
   * @throws dev.turnout.output.Failure when the bus or the registry refuses or does not answer
   */
  public void publish(String topic, String model, SpecificRecord value) {
    var promise =
        Reach.over(
            connection,
            () -> producer.send(new ProducerRecord<>(topic, null, model, value, headers)));
    try {
      promise.get();
    } catch (ExecutionException e) {
      throw Reach.failure(connection, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
