package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlookTest {
  private static final double NEEDED = StrictMath.log(20);

  @Test
  void shouldSayHowLongAnEqualCandidateStillNeeds() {
    // when
    Optional<Duration> fresh = Outlook.untilNotWorseBy(0.002, 0, NEEDED, 0.001, 100, 900);
    Optional<Duration> half = Outlook.untilNotWorseBy(0.002, NEEDED / 2, NEEDED, 0.001, 100, 900);

    // then: simulated rollouts need 33 s
    assertThat(fresh.orElseThrow()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(37));
    assertThat(half.orElseThrow().toMillis()).isCloseTo(fresh.get().toMillis() / 2, withinOne());
  }

  @Test
  void shouldNotCountEvidenceAgainstForMoreThanTheRestartsHold() {
    // when
    Optional<Duration> low = Outlook.until(-5, NEEDED, 0.1);
    Optional<Duration> lower = Outlook.until(-500, NEEDED, 0.1);

    // then
    assertThat(low).isEqualTo(lower);
  }

  @Test
  void shouldSayNothingWhenNothingComes() {
    assertThat(Outlook.untilNotWorseBy(0.002, 0, NEEDED, 0.001, 0, 900)).isEmpty();
    assertThat(Outlook.until(0, NEEDED, 1e-9)).isEmpty();
    assertThat(Outlook.until(NEEDED, NEEDED, 0)).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0s",
    "66, 66s",
    "100, 2m",
    "3360, 56m",
    "3599, 1h",
    "6900, 1h55m",
    "35990, 10h",
    "118800, 33h",
    "1036800, 12d",
    "94608000, 3y"
  })
  void shouldSayTimesRoughly(double seconds, String words) {
    assertThat(Outlook.inWords(Duration.ofMillis((long) (1000 * seconds)))).isEqualTo(words);
  }

  private static Offset<Long> withinOne() {
    return within(1L);
  }
}
