package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceRateTest {

  @ParameterizedTest
  @CsvSource({"1000, 0.1, 0.01, 4.2377", "1000, 0.1, 0.002, 136.11", "10, 0.01, 0.05, 335.18"})
  void shouldGiveWaldsBound(double perSecond, double share, double rate, double seconds) {
    // when
    double nats = EvidenceRate.apart(share * perSecond, (1 - share) * perSecond, rate, 0.001);

    // then
    assertThat(StrictMath.log(100) / nats).isCloseTo(seconds, within(seconds * 1e-4));
  }

  @Test
  void shouldBeTheMeanGrowthOfABlock() {
    // given
    Tally candidate = new Tally(100 * 0.02, 100);
    Tally baseline = new Tally(900 * 0.005, 900);

    // when
    double apart = EvidenceRate.apart(100, 900, 0.02, 0.005);
    double notWorse = EvidenceRate.notWorseBy(0.03, 100, 900, 0.02, 0.005);

    // then
    assertThat(apart).isCloseTo(BlockE.twoSample(candidate, baseline, 0.02, 0.005), within(1e-12));
    assertThat(notWorse)
        .isCloseTo(BlockE.notWorseBy(0.03, candidate, baseline, 0.02, 0.005), within(1e-12));
    assertThat(EvidenceRate.against(100, 0.02, 0.01))
        .isCloseTo(BlockE.oneSample(candidate, 0.02, 0.01), within(1e-12));
  }

  @Test
  void shouldBeZeroWithoutADifferenceOrWithoutAnArm() {
    assertThat(EvidenceRate.apart(10, 90, 0.01, 0.01)).isZero();
    assertThat(EvidenceRate.apart(10, 0, 0.02, 0.01)).isZero();
    assertThat(EvidenceRate.apart(0, 10, 0.02, 0.01)).isZero();
    assertThat(EvidenceRate.notWorseBy(0.002, 10, 90, 0.004, 0.001)).isZero();
    assertThat(EvidenceRate.notWorseBy(0.002, 10, 0, 0.001, 0.001)).isZero();
    assertThat(EvidenceRate.against(10, 0.01, 0.01)).isZero();
  }
}
