package dev.turnout.schemas;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Serializer and deserializer of Turnout's records over one registry client. */
public final class TurnoutSerde implements Serde<SpecificRecord> {

  private final AvroSerializer serializer;
  private final AvroDeserializer deserializer;

  /** For Kafka, which calls {@link #configure} next. */
  public TurnoutSerde() {
    this.serializer = new AvroSerializer();
    this.deserializer = new AvroDeserializer();
  }

  public TurnoutSerde(RegistryClient registry) {
    this.serializer = new AvroSerializer(registry);
    this.deserializer = new AvroDeserializer(registry);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    serializer.configure(configs, isKey);
    deserializer.configure(configs, isKey);
  }

  @Override
  public Serializer<SpecificRecord> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<SpecificRecord> deserializer() {
    return deserializer;
  }
}
