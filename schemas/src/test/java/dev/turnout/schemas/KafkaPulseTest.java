package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KafkaPulseTest {
  private final AtomicLong bytes = new AtomicLong();
  private final KafkaPulse pulse = new KafkaPulse(bytes::get, 0);

  @Test
  void shouldSayHowLongNothingCame() {
    // given
    bytes.set(100);
    assertThat(pulse.trouble(seconds(1))).isEmpty();
    assertThat(pulse.trouble(seconds(5))).isEmpty();
    // when
    var trouble = pulse.trouble(seconds(13));
    // then
    assertThat(trouble).contains("Kafka has not answered for 12 s");
  }

  @Test
  void shouldBeWellAgainAtTheFirstAnswer() {
    // given
    assertThat(pulse.trouble(seconds(60))).isPresent();
    // when
    bytes.set(1);
    // then
    assertThat(pulse.trouble(seconds(61))).isEmpty();
  }

  private static long seconds(long count) {
    return Duration.ofSeconds(count).toNanos();
  }
}
