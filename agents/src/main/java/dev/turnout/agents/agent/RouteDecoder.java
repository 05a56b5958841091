package dev.turnout.agents.agent;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.events.RouteTable;
import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the records of the route topic: tables of the node's models go on, poison is set aside. */
final class RouteDecoder implements AutoCloseable {
  private final Deserializer<Object> deserializer;
  private final String node;
  private final Set<String> models;
  private final Consumer<Offer> tables;
  private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> poison;

  /**
   * A decoder.
   *
   * @param node the tables are read as this node must read them
   * @param poison hears of each record that can never be used, and why
   */
  RouteDecoder(
      KafkaSettings settings,
      String node,
      Set<String> models,
      Consumer<Offer> tables,
      BiConsumer<ConsumerRecord<byte[], byte[]>, String> poison) {
    this.deserializer = Serdes.valueDeserializer(settings.properties());
    this.node = node;
    this.models = models;
    this.tables = tables;
    this.poison = poison;
  }

  /**
   * Takes one record. Records of other models and tombstones are passed over.
   *
   * @throws RegistryException if the registry does not answer; the record may be given again
   */
  void accept(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      poison.accept(record, "Expected the model as key, but the record has none");
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!models.contains(key) || record.value() == null) {
      return;
    }
    try {
      tables.accept(decode(key, record));
    } catch (RegistryException e) {
      throw e;
    } catch (SerializationException | IllegalArgumentException e) {
      poison.accept(record, String.valueOf(e.getMessage()));
    }
  }

  private Offer decode(String key, ConsumerRecord<byte[], byte[]> record) {
    Object value = deserializer.deserialize(record.topic(), record.value());
    if (!(value instanceof RouteTable table)) {
      throw new IllegalArgumentException(
          "Expected a RouteTable, but got a " + value.getClass().getSimpleName());
    }
    if (!table.getModel().equals(key)) {
      throw new IllegalArgumentException(
          "Expected the table of model '%s' as its key says, but it is of '%s'"
              .formatted(key, table.getModel()));
    }
    return new Offer(
        table, RouteCodec.decode(table, node), true, TraceContext.of(record.headers()));
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
