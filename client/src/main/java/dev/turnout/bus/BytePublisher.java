package dev.turnout.bus;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records as they are, commands signed, and waits until the bus has them. */
public final class BytePublisher implements AutoCloseable {
  private final Connection connection;
  private final KafkaProducer<byte[], byte[]> producer;

  private BytePublisher(Connection connection, KafkaProducer<byte[], byte[]> producer) {
    this.connection = connection;
    this.producer = producer;
  }

  public static BytePublisher open(Connection connection) {
    Reach.probe(connection);
    return Reach.over(
        connection,
        () ->
            new BytePublisher(
                connection,
                new KafkaProducer<>(
                    connection.forProducer(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())));
  }

  /**
   * Returns when all replicas that are in sync have the record.
   *
   * @return where it lies
   * @throws dev.turnout.output.Failure when the bus refuses or does not answer
   */
  public RecordMetadata publish(ProducerRecord<byte[], byte[]> record) {
    if (record.topic().equals(connection.topics().commands())
        && record.key() != null
        && record.value() != null) {
      connection
          .signer()
          .sign(record.topic(), record.key(), record.value())
          .forEach(record.headers()::add);
    }
    var promise = Reach.over(connection, () -> producer.send(record));
    try {
      return promise.get();
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
