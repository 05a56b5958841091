package dev.turnout.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  @ParameterizedTest
  @CsvSource({
    "PT30M, 0, 0",
    "PT30M, 0.5, 0.114",
    "PT30M, 0.7, 0.543",
    "PT30M, 0.9, 0.971",
    "PT30M, 1, 1",
    "PT0S, 0.25, 0.4",
    "PT0S, 0.5, 0.8",
    "PT0S, 0.9, 0.8",
    "PT0S, 1, 1"
  })
  void shouldTellTheShareOfTheTime(Duration soak, double done, double share) {
    assertThat(new Pace(soak).of(done)).isCloseTo(share, within(0.001));
  }
}
