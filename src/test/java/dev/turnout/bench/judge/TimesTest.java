package dev.turnout.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  @Test
  void shouldCountUndecidedRunsAsLate() {
    // given
    var times = new Times(new double[] {3, NEVER, 1, 2, NEVER});

    // then
    assertThat(times.runs()).isEqualTo(5);
    assertThat(times.decided()).isEqualTo(3);
    assertThat(times.share().value()).isEqualTo(0.6);
    assertThat(times.median().value()).isEqualTo(3);
    assertThat(times.p95().value()).isInfinite();
    assertThat(times).hasToString("60.0 %, 3/-");
  }

  @Test
  void shouldTakeTheMiddleOfTwoMedians() {
    assertThat(new Times(new double[] {4, 1, 2, 3}).median().value()).isEqualTo(2.5);
    assertThat(new Times(new double[] {1, NEVER}).median().value()).isInfinite();
  }

  @Test
  void shouldSpreadByRanks() {
    // given
    double[] seconds = IntStream.rangeClosed(1, 400).asDoubleStream().toArray();
    var times = new Times(seconds);

    // then: three standard errors are 30 ranks around the median and 13 around the 95th percentile
    assertThat(times.median().value()).isEqualTo(200.5);
    assertThat(times.median().low()).isCloseTo(170, within(3.0));
    assertThat(times.median().high()).isCloseTo(231, within(4.0));
    assertThat(times.p95().value()).isEqualTo(380);
    assertThat(times.p95().low()).isEqualTo(366);
    assertThat(times.p95().high()).isEqualTo(394);
  }

  @Test
  void shouldNotBeSureOfAMedianOfFewRuns() {
    // given
    var times = new Times(new double[] {4, 5, 6, 8, 10});

    // then
    assertThat(times.median().low()).isLessThan(3);
    assertThat(times.median().high()).isGreaterThan(14);
  }

  @Test
  void shouldNotBeSureOfAShareAfterFewRuns() {
    // given
    double[] never = new double[300];
    Arrays.fill(never, NEVER);

    // when
    Measured share = new Times(never).share();

    // then
    assertThat(share.value()).isZero();
    assertThat(share.low()).isZero();
    assertThat(share.high()).isCloseTo(0.029, within(0.001));
  }

  @Test
  void shouldMissATargetOnlyIfChanceCannotExplainIt() {
    assertThat(status(new Measured(1.9, 1.5, 2.5))).isEqualTo(Target.Status.MET);
    assertThat(status(new Measured(2.1, 1.9, 2.5))).isEqualTo(Target.Status.UNCLEAR);
    assertThat(status(new Measured(2.4, 2.1, 2.9))).isEqualTo(Target.Status.MISSED);
    assertThat(Target.atLeast("s", "g", 2, new Measured(1.5, 1, 2.5), "").status())
        .isEqualTo(Target.Status.UNCLEAR);
    assertThat(Target.atLeast("s", "g", 2, Measured.exactly(3), "").status())
        .isEqualTo(Target.Status.MET);
  }

  private static Target.Status status(Measured measured) {
    return Target.atMost("s", "g", 2, measured, "").status();
  }
}
