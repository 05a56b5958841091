package dev.turnout.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void shouldBeOnePositionWhenAllKnowTheSame() {
    Progress progress = Progress.of(Map.of("chat", 7L, "@topic", 7L));

    assertThat(progress.write()).isEqualTo(new OffsetAndMetadata(7, ""));
  }

  @Test
  void shouldKeepWhoIsAhead() {
    // given
    Progress progress = Progress.of(Map.of("away", 3L, "team-chat", 12L, "@topic", 9L));

    // when
    Progress read = Progress.read(progress.write());

    // then
    assertThat(progress.write().metadata()).isEqualTo("@topic=9,team-chat=12");
    assertThat(read).isEqualTo(progress);
    assertThat(read.of("away")).isEqualTo(3);
    assertThat(read.of("team-chat")).isEqualTo(12);
    assertThat(read.of("one that is new")).isEqualTo(3);
  }

  @Test
  void shouldSayNothingByATextThatIsNoneOfOurs() {
    assertThat(Progress.read(new OffsetAndMetadata(5, "by hand, =3, a=b")))
        .isEqualTo(new Progress(5, Map.of()));
  }

  @Test
  void shouldRatherTellTwiceThanWriteMoreThanBrokersTake() {
    Map<String, Long> offsets = new HashMap<>();
    for (long i = 0; i < 200; i++) {
      offsets.put("receiver-number-" + i, 1_000_000 + i);
    }

    assertThat(Progress.of(offsets).write()).isEqualTo(new OffsetAndMetadata(1_000_000, ""));
  }
}
