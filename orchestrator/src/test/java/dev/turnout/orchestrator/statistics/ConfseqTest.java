package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against what the published C++ library confseq prints with ten digits. */
class ConfseqTest {
  private static final Offset<Double> TEN_DIGITS = Offset.offset(1e-9);

  @Test
  void shouldGiveItsLevelsOfQuantiles() throws IOException {
    for (String[] line : lines("q")) {
      QuantileLevels levels = QuantileLevels.of(number(line[1]), number(line[2]), 0.05);

      assertThat(levels.low()).as(String.join(" ", line)).isCloseTo(end(line[3]), TEN_DIGITS);
      assertThat(levels.high()).as(String.join(" ", line)).isCloseTo(end(line[4]), TEN_DIGITS);
    }
  }

  /** Its interval of a rate tunes the mixture to each rate; ours keeps one mixture for all. */
  @Test
  void shouldGiveTheSameEvidenceAtTheEndsOfItsIntervalsOfRates() throws IOException {
    for (String[] line : lines("bern")) {
      for (int i = 3; i <= 6; i++) {
        double end = number(line[i]);
        if (end > 0) {
          double logE = BetaMixture.around(end).logE(number(line[1]), number(line[2]), end);

          double expected = -StrictMath.log(i <= 4 ? 0.05 : 0.01);
          assertThat(logE).as(String.join(" ", line)).isCloseTo(expected, Offset.offset(1e-4));
        }
      }
    }
  }

  private static List<String[]> lines(String kind) throws IOException {
    try (InputStream in = ConfseqTest.class.getResourceAsStream("/judge/confseq_reference.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n"))
          .map(line -> line.split(" "))
          .filter(words -> words[0].equals(kind))
          .toList();
    }
  }

  private static double end(String word) {
    return number(word.substring(word.indexOf('=') + 1));
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }
}
