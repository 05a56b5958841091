package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.schemas.CommandSigner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes one batch of decisions together with the offsets of the inputs, all or nothing. */
final class TransactionWriter implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final Serializer<Object> serializer;
  private final String commands;
  private final CommandSigner signer;

  /**
   * Ends the transaction in which an earlier process with the same id died, and fences that
   * process.
   *
   * @param commands name of the topic whose records are signed
   */
  TransactionWriter(
      Map<String, Object> settings,
      Serializer<Object> serializer,
      String commands,
      CommandSigner signer) {
    this.serializer = serializer;
    this.commands = commands;
    this.signer = signer;
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /** Begins and commits one transaction. If it fails, {@link #abort} follows. */
  void commit(
      List<Outgoing> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    List<ProducerRecord<byte[], byte[]>> encoded = records.stream().map(this::encode).toList();
    producer.beginTransaction();
    for (ProducerRecord<byte[], byte[]> record : encoded) {
      // A failure shows at the latest when the transaction is committed.
      var unused = producer.send(record);
    }
    // Without it the offsets' part of the transaction collides with the records' and waits.
    producer.flush();
    producer.sendOffsetsToTransaction(offsets, group);
    producer.commitTransaction();
  }

  /** Takes the open transaction back. A failure means that this producer is of no more use. */
  void abort() {
    producer.abortTransaction();
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }

  private ProducerRecord<byte[], byte[]> encode(Outgoing record) {
    byte @Nullable [] value = bytes(record);
    var encoded =
        new ProducerRecord<>(
            record.topic(), partition(record), record.key(), value, record.headers());
    if (record.topic().equals(commands) && record.key() != null && value != null) {
      signer.sign(commands, record.key(), value).forEach(encoded.headers()::add);
    }
    return encoded;
  }

  /** Without one the producer takes the key's, like every other writer of commands. */
  private static @Nullable Integer partition(Outgoing record) {
    return record.partition().isPresent() ? record.partition().getAsInt() : null;
  }

  private byte @Nullable [] bytes(Outgoing record) {
    SpecificRecord message = record.message();
    return message == null
        ? (byte[]) record.value()
        : serializer.serialize(record.topic(), message);
  }
}
