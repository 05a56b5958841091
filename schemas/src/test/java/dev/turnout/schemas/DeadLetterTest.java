package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  private static final byte[] KEY = "fraud".getBytes(UTF_8);

  @Test
  void shouldBeReadAsItWasWritten() {
    // given
    var record = new ConsumerRecord<>("turnout.metrics", 2, 17, KEY, new byte[] {1, 2});
    record.headers().add(DeadLetter.REPLAYED_FROM, "turnout.dead-letters-2@3".getBytes(UTF_8));
    // when
    DeadLetter written = DeadLetter.of(record, "Expected a value");
    DeadLetter read = DeadLetter.read(asRecord(written)).orElseThrow();
    // then
    assertThat(read).usingRecursiveComparison().isEqualTo(written);
    assertThat(read.topic()).isEqualTo("turnout.metrics");
    assertThat(read.replayedFrom()).contains("turnout.dead-letters-2@3");
    assertThat(read.isCut()).isFalse();
  }

  @Test
  void shouldFitIntoAMessageWhateverCame() {
    // given
    var record =
        new ConsumerRecord<>(
            "turnout.metrics", 2, 17, new byte[5_000_000], new byte[100 * 1024 * 1024]);
    // when
    DeadLetter letter = DeadLetter.of(record, "x".repeat(3_000_000));
    // then
    int headers =
        letter.headers().stream().mapToInt(h -> h.key().length() + h.value().length + 10).sum();
    assertThat(letter.key().length + letter.value().length + headers).isLessThan(1_010_000);
    assertThat(letter.isCut()).isTrue();
    assertThat(letter.size()).isEqualTo(100 * 1024 * 1024);
    assertThat(DeadLetter.read(asRecord(letter)).orElseThrow().isCut()).isTrue();
  }

  @Test
  void shouldKnowWhatIsMissing() {
    // given
    var record = new ConsumerRecord<byte[], byte[]>("turnout.agents", 0, 4, null, null);
    // when
    DeadLetter letter = DeadLetter.read(asRecord(DeadLetter.of(record, "none"))).orElseThrow();
    // then
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(letter.size()).isZero();
  }

  @Test
  void shouldNotTakeForALetterWhatSomebodyElseWrote() {
    // given
    var foreign = new ConsumerRecord<>("turnout.dead-letters", 0, 4, KEY, KEY);
    var forged = new ConsumerRecord<>("turnout.dead-letters", 0, 5, KEY, KEY);
    Map.of("turnout.topic", "t", "turnout.partition", "-1", "turnout.offset", "9".repeat(99))
        .forEach((key, value) -> forged.headers().add(key, value.getBytes(UTF_8)));
    forged.headers().add("turnout.reason", null);
    // when / then
    assertThat(DeadLetter.read(foreign)).isEmpty();
    assertThat(DeadLetter.read(forged)).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> asRecord(DeadLetter letter) {
    var record = new ConsumerRecord<>("turnout.dead-letters", 0, 0, letter.key(), letter.value());
    letter.headers().forEach(record.headers()::add);
    return record;
  }
}
