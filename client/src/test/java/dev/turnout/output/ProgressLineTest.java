package dev.turnout.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter out = new StringWriter();
  private Duration now = Duration.ZERO;

  @Test
  void shouldDrawOverItselfWhereSomebodyWatches() {
    // given
    ProgressLine line = line(true);

    // when
    line.at(0, "reading");
    now = Duration.ofSeconds(10);
    line.at(0.5, "reading");
    line.at(0.6, "reading");
    line.clear();

    // then
    assertThat(out.toString().replace(Terminal.CLEAR_LINE, ""))
        .isEqualTo("\r[" + "#".repeat(15) + ".".repeat(15) + "] reading, about 10s left\r");
  }

  @Test
  void shouldWriteALineAMinuteIntoALog() {
    // given
    ProgressLine line = line(false);

    // when
    for (int second = 1; second < 200; second++) {
      now = Duration.ofSeconds(second);
      line.at(second / 1200.0, "soaking");
    }
    line.clear();

    // then
    assertThat(out.toString().lines())
        .containsExactly(
            "[#" + ".".repeat(29) + "] soaking, about 19m left",
            "[###" + ".".repeat(27) + "] soaking, about 18m left",
            "[####" + ".".repeat(26) + "] soaking, about 17m left");
  }

  private ProgressLine line(boolean watched) {
    return new ProgressLine(new PrintWriter(out), watched, () -> now.toNanos());
  }
}
