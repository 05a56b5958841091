package dev.turnout.orchestrator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.AbortRollout;
import dev.turnout.events.RolloutCommand;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.RecordTypes;
import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Topics;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InboxTest {

  private long nanos;
  private boolean away;
  private final Readiness readiness = new Readiness();
  private final Inbox inbox =
      new Inbox(
          new InputDecoder(
              Topics.standard(),
              2,
              (topic, bytes) -> {
                if (away) {
                  throw RegistryException.noAnswer(new IOException("refused"));
                }
                return new RolloutCommand(
                    "c-" + bytes[0], modelIn(bytes[1]), null, "jane", null, new AbortRollout());
              }),
          readiness,
          () -> nanos);

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  @Test
  void shouldGiveTheRecordsOfAPartitionInTheirOrder() {
    // given
    inbox.add(polled(record(0, 1), record(1, 2), record(0, 3)));
    // when
    inbox.decode();
    // then
    assertThat(offsets(inbox.take(0, topic -> true))).containsExactly(1L, 3L);
    assertThat(offsets(inbox.take(1, topic -> true))).containsExactly(2L);
    assertThat(inbox.take(2, topic -> true)).isEmpty();
  }

  @Test
  void shouldHoldEverythingBackWhileTheRegistryIsAway() {
    // given
    away = true;
    inbox.add(polled(record(0, 1), record(0, 2)));
    inbox.decode();
    assertThat(inbox.take(0, topic -> true)).isEmpty();
    assertThat(inbox.hasRoom(InputTopic.COMMANDS, 0)).isFalse();
    assertThat(readiness.unready()).anyMatch(reason -> reason.contains("refused"));
    // when
    away = false;
    nanos += 499_999_999;
    inbox.decode();
    List<Received> tooEarly = inbox.take(0, topic -> true);
    nanos += 1;
    inbox.decode();
    // then
    assertThat(tooEarly).isEmpty();
    assertThat(offsets(inbox.take(0, topic -> true))).containsExactly(1L, 2L);
    assertThat(inbox.hasRoom(InputTopic.COMMANDS, 0)).isTrue();
    assertThat(readiness.unready()).noneMatch(reason -> reason.contains("refused"));
  }

  @Test
  void shouldPassPoisonOnLikeEverythingElse() {
    // given
    inbox.add(polled(record(0, 1, "other"), record(0, 2)));
    // when
    inbox.decode();
    List<Received> taken = inbox.take(0, topic -> true);
    // then
    assertThat(offsets(taken)).containsExactly(1L, 2L);
    assertThat(taken.get(0).poison()).isPresent();
    assertThat(taken.get(1).poison()).isEmpty();
  }

  @Test
  void shouldForgetWhatIsReadAgain() {
    // given
    inbox.add(polled(record(0, 1), record(1, 2)));
    inbox.decode();
    inbox.add(polled(record(0, 3)));
    // when
    inbox.forget(Set.of(0));
    inbox.decode();
    // then
    assertThat(inbox.take(0, topic -> true)).isEmpty();
    assertThat(offsets(inbox.take(1, topic -> true))).containsExactly(2L);
  }

  private static String modelIn(int partition) {
    return partition == 0 ? "spam" : "iris";
  }

  private static List<Long> offsets(List<Received> received) {
    return received.stream().map(Received::offset).toList();
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    return record(partition, offset, modelIn(partition));
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String key) {
    return new ConsumerRecord<>(
        "turnout.commands",
        partition,
        offset,
        key.getBytes(UTF_8),
        new byte[] {(byte) offset, (byte) partition});
  }

  @SafeVarargs
  private static ConsumerRecords<byte[], byte[]> polled(ConsumerRecord<byte[], byte[]>... records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byPartition
          .computeIfAbsent(
              new TopicPartition(record.topic(), record.partition()),
              where -> new java.util.ArrayList<>())
          .add(record);
    }
    return new ConsumerRecords<>(byPartition, Map.of());
  }
}
