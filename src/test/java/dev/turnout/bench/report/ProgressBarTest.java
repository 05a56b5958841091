package dev.turnout.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();
  private final ProgressBar bar =
      new ProgressBar(new PrintWriter(text), 100, "rollouts", nanos::get);

  @Test
  void shouldSayHowMuchIsDoneAndHowLongTheRestTakes() {
    // when
    for (int i = 0; i < 25; i++) {
      nanos.addAndGet(1_000_000_000);
      bar.done("errors");
    }

    // then
    assertThat(text.toString())
        .endsWith("[#######.......................] 25 of 100 rollouts, errors, about 1 min left");
  }

  @Test
  void shouldNotRedrawForEveryRun() {
    // when
    for (int i = 0; i < 25; i++) {
      bar.done("errors");
    }

    // then
    assertThat(text.toString()).isEmpty();
  }
}
