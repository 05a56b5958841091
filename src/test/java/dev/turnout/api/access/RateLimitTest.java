package dev.turnout.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void shouldLetABurstOfTwoSecondsPassAndThenSoManyASecond() {
    // given
    RateLimit limit = new RateLimit(5, nanos::get);

    // when
    int burst = passed(limit, "jane");
    nanos.addAndGet(1_000_000_000);
    int next = passed(limit, "jane");

    // then
    assertThat(burst).isEqualTo(10);
    assertThat(next).isEqualTo(5);
    assertThat(limit.has("jane")).isFalse();
    assertThat(limit.take("joe")).as("another's").isTrue();
  }

  private static int passed(RateLimit limit, String who) {
    int passed = 0;
    while (limit.take(who)) {
      passed++;
    }
    return passed;
  }
}
