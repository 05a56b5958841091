package dev.turnout.bench.faults.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bench.process.Child;
import dev.turnout.bench.process.Patience;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RouteTable;
import dev.turnout.schemas.Serdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** An orchestrator process that is stopped, loses its models to another, and wakes up. */
class ZombieIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int SLEEPS = 2;

  @Test
  void shouldChangeNothingWhenItWakesUpAfterItsModelsMoved() throws Exception {
    // given
    List<String> models = Models.spread(List.of(0, 1), 2);
    Plan plan = Plan.inTemporaryFolder(2, models, 1);
    try (Play play = Play.start(plan, new Random(1))) {
      Installation installation = play.installation();
      List<Long> madeMeanwhile = new ArrayList<>();
      for (int i = 0; i < SLEEPS; i++) {
        play.mend();
        String name = Plan.ORCHESTRATORS.get(i);
        Patience.until(
            LIMIT, "a partition for " + name, () -> installation.owned(name).size() == 1);
        int moved = installation.owned(name).iterator().next();
        String model = models.get(moved);
        Child zombie = installation.orchestrators().get(name);
        play.ledger().awaitBoundaries(1 + i, LIMIT.toMillis());

        // when
        zombie.freeze();
        long entries = play.ledger().sequence(model);
        long epoch = play.ledger().epoch(model);
        play.probes().sendUntilAnswered();
        Patience.until(
            LIMIT,
            "decisions and routes of the heir",
            () ->
                play.ledger().sequence(model) >= entries + 5 && play.ledger().epoch(model) > epoch);
        zombie.thaw();
        play.probes().sendFor(Duration.ofSeconds(2));
        madeMeanwhile.add(play.ledger().sequence(model) - entries);
      }
      play.mend();
      play.finish();

      // then
      assertThat(madeMeanwhile).allMatch(made -> made >= 5);
      assertThat(play.wrong()).isEmpty();
      for (String model : models) {
        List<Long> sequences =
            read(play, installation.topics().journal(), JournalEntry.class).stream()
                .filter(entry -> entry.getModel().equals(model))
                .map(JournalEntry::getSequence)
                .toList();
        assertThat(sequences)
            .isEqualTo(LongStream.rangeClosed(1, sequences.size()).boxed().toList());
        List<Long> epochs =
            read(play, installation.topics().routes(), RouteTable.class).stream()
                .filter(table -> table.getModel().equals(model))
                .map(RouteTable::getEpoch)
                .toList();
        assertThat(epochs).isSorted().doesNotHaveDuplicates().isNotEmpty();
      }
    }
  }

  /** Everything that is committed in a topic. */
  private static <T> List<T> read(Play play, String topic, Class<T> type) {
    Map<String, Object> config = new HashMap<>(play.installation().settings());
    config.put("isolation.level", "read_committed");
    List<T> all = new ArrayList<>();
    try (var values = Serdes.valueDeserializer(play.installation().settings());
        var consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          all.add(type.cast(values.deserialize(topic, record.value())));
        }
      }
    }
    return all;
  }
}
