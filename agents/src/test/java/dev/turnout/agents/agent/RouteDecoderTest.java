package dev.turnout.agents.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRoute;
import dev.turnout.schemas.RecordTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RouteDecoderTest {
  /** Reads {@code MODEL EPOCH WEIGHT}, a text as something else, and nothing else. */
  public static final class WordDeserializer implements Deserializer<Object> {
    @Override
    public Object deserialize(String topic, byte[] data) {
      String text = new String(data, StandardCharsets.UTF_8);
      String[] words = text.split(" ");
      if (words.length == 1) {
        return text;
      }
      if (words.length != 3) {
        throw new SerializationException("not three words");
      }
      return RouteTable.newBuilder()
          .setModel(words[0])
          .setEpoch(Long.parseLong(words[1]))
          .setSalt("salt")
          .setStickiness(new Stickiness(StickinessKind.NONE, null))
          .setVersions(
              List.of(new VersionRoute("v1", null, Role.STABLE, Double.parseDouble(words[2]))))
          .build();
    }
  }

  private final List<Long> epochs = new ArrayList<>();
  private final List<String> poison = new ArrayList<>();
  private final RouteDecoder decoder =
      new RouteDecoder(
          new KafkaSettings(
              Map.of(
                  "bootstrap.servers", "x:1",
                  "schema.registry.url", "http://x",
                  "value.deserializer", WordDeserializer.class.getName())),
          "node-1",
          Set.of("fraud"),
          offer -> epochs.add(offer.desired().epoch()),
          (record, reason) -> poison.add(reason));

  private void take(String key, String value) {
    decoder.accept(
        new ConsumerRecord<>(
            "turnout.routes",
            0,
            0,
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
  }

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  @Test
  void shouldPassTablesOfTheNodesModelsOn() {
    // when
    take("fraud", "fraud 7 1.0");
    take("churn", "churn 8 1.0");
    take("churn", "poison of a model that others serve");
    take("fraud", null);

    // then
    assertThat(epochs).containsExactly(7L);
    assertThat(poison).isEmpty();
  }

  @Test
  void shouldSetAsideWhatCanNeverBeUsed() {
    // when
    take(null, "fraud 7 1.0");
    take("fraud", "a b c d");
    take("fraud", "text");
    take("fraud", "churn 7 1.0");
    take("fraud", "fraud 7 10");

    // then
    assertThat(epochs).isEmpty();
    assertThat(poison)
        .containsExactly(
            "Expected the model as key, but the record has none",
            "not three words",
            "Expected a RouteTable, but got a String",
            "Expected the table of model 'fraud' as its key says, but it is of 'churn'",
            "Expected the weight of version 'v1' in [0, 1], but got 10.0 (write 0.1 for 10 %)");
  }

  @Test
  void shouldNotTakeARegistryThatIsAwayForPoison() {
    // given
    RouteDecoder withoutRegistry =
        new RouteDecoder(
            new KafkaSettings(
                Map.of(
                    "bootstrap.servers", "x:1",
                    "schema.registry.url", "http://127.0.0.1:1",
                    "max.retries", "0")),
            "node-1",
            Set.of("fraud"),
            offer -> {},
            (record, reason) -> poison.add(reason));
    byte[] value = {0, 0, 0, 0, 1, 2, 3};

    // when
    assertThatThrownBy(
            () ->
                withoutRegistry.accept(
                    new ConsumerRecord<>(
                        "turnout.routes", 0, 0, "fraud".getBytes(StandardCharsets.UTF_8), value)))
        .isInstanceOf(dev.turnout.schemas.RegistryException.class);

    // then
    assertThat(poison).isEmpty();
  }
}
