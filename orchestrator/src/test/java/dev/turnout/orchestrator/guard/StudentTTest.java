package dev.turnout.orchestrator.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0.99, 31.821", "2, 0.99, 6.965", "3, 0.99, 4.541", "4, 0.99, 3.747", "8, 0.99, 2.896",
    "9, 0.99, 2.821", "17, 0.99, 2.567", "18, 0.99, 2.552", "30, 0.99, 2.457", "120, 0.99, 2.358",
    "1, 0.95, 6.314", "5, 0.95, 2.015", "10, 0.95, 1.812", "60, 0.95, 1.671", "10, 0.75, 0.700",
    "4, 0.9995, 8.610", "1, 0.9995, 636.619", "5000, 0.99, 2.328"
  })
  void shouldAgreeWithTheTables(int degrees, double probability, double expected) {
    assertThat(StudentT.quantile(degrees, probability)).isCloseTo(expected, within(6e-4));
  }

  @Test
  void shouldInvertTheDistribution() {
    for (int degrees = 1; degrees < 300; degrees++) {
      double t = StudentT.quantile(degrees, 0.9967);

      assertThat(StudentT.cumulative(degrees, t)).isCloseTo(0.9967, within(1e-12));
    }
  }
}
