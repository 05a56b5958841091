package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long the bets need for slow-downs of many kinds if every second brings exactly the expected
 * counts, next to Wald's bound: no test with a false alarm rate of alpha that knows the slow-down
 * needs less than {@code ln(1/alpha)} divided by the information of a second.
 */
class DistortionTest {
  private static final double ALPHA = 0.01;

  /** One metric of three. */
  private static final double LOG_ROLLBACK = Math.log(3 / ALPHA);

  private static final double MEDIAN_MILLIS = 100;
  private static final double SPREAD = 0.5;
  private static final int FIRST_BIN = 20;
  private static final int LAST_BIN = 600;

  @ParameterizedTest
  @CsvSource({
    "1.00, 1.10, 0",
    "1.00, 1.25, 0",
    "0.20, 1.40, 0",
    "0.05, 2.40, 0",
    "0.05, 4.20, 0",
    "0.01, 10.0, 0",
    "0.005, 4.0, 0",
    "0.003, 8.0, 0",
    "0.002, 20., 0",
    "1.00, 1.00, 5",
    "1.00, 1.00, 15",
    "1.00, 1.00, 40",
    "0.10, 1.00, 100",
    "0.01, 1.00, 300",
  })
  void shouldBeFoundInLessThanThreeTimesWaldsBound(
      double share, double factor, double addedMillis) {
    // given latencies around 100 ms, ten minutes of history at 1000 requests a second
    SortedMap<Integer, Double> usual = usual();
    SortedMap<Integer, Double> slower = slower(share, factor, addedMillis);
    for (double[] perSecond : new double[][] {{10, 990}, {5, 5}}) {
      Histogram past = counts(usual, 600 * (perSecond[0] + perSecond[1]));

      // when
      double seconds = seconds(past, counts(slower, perSecond[0]), counts(usual, perSecond[1]));

      // then
      double wald = Math.log(1 / ALPHA) / information(slower, usual, perSecond[0], perSecond[1]);
      assertThat(seconds / wald).as("%s of %s s", seconds, wald).isLessThan(3);
    }
  }

  private static double seconds(Histogram past, Histogram candidate, Histogram baseline) {
    Alternatives alternatives = new BroadAlternatives();
    CategoricalBets bets = alternatives.around(past);
    RestartSchedule hour = RestartSchedule.over(Duration.ofHours(1));
    RestartMixture mixture = RestartMixture.start(alternatives.weights(), hour, Instant.EPOCH);
    double parts = 10;
    double[] logE =
        bets.logE(
            parts(candidate.categories(bets.cuts(), 0), parts),
            parts(baseline.categories(bets.cuts(), 0), parts));
    int steps = 0;
    while (mixture.logM() < LOG_ROLLBACK && steps < 100_000) {
      mixture.multiply(logE);
      steps++;
    }
    return steps / parts;
  }

  private static double[] parts(double[] counts, double parts) {
    double[] smaller = counts.clone();
    for (int i = 0; i < smaller.length; i++) {
      smaller[i] /= parts;
    }
    return smaller;
  }

  private static double information(
      SortedMap<Integer, Double> slower,
      SortedMap<Integer, Double> usual,
      double candidate,
      double baseline) {
    double share = candidate / (candidate + baseline);
    double sum = 0;
    for (int bin = FIRST_BIN; bin <= LAST_BIN; bin++) {
      double a = slower.getOrDefault(bin, 0.0);
      double b = usual.getOrDefault(bin, 0.0);
      double q = share * a + (1 - share) * b;
      sum += a > 0 ? candidate * a * Math.log(a / q) : 0;
      sum += b > 0 ? baseline * b * Math.log(b / q) : 0;
    }
    return sum;
  }

  private static SortedMap<Integer, Double> usual() {
    return bins(DistortionTest::density);
  }

  private static SortedMap<Integer, Double> slower(
      double share, double factor, double addedMillis) {
    return bins(
        millis -> {
          double before = (millis - addedMillis) / factor;
          // Added time stretches the scale of the logarithms.
          double slow = before > 0 ? density(before) * millis / (before * factor) : 0;
          return (1 - share) * density(millis) + share * slow;
        });
  }

  /** Of the logarithm, as the bins are equally wide in it. */
  private static double density(double millis) {
    double deviation = Math.log(millis / MEDIAN_MILLIS) / SPREAD;
    return Math.exp(-deviation * deviation / 2);
  }

  private static SortedMap<Integer, Double> bins(DoubleUnaryOperator density) {
    SortedMap<Integer, Double> bins = new TreeMap<>();
    double sum = 0;
    for (int bin = FIRST_BIN; bin <= LAST_BIN; bin++) {
      double value = density.applyAsDouble(LatencyBins.middleMillis(bin));
      bins.put(bin, value);
      sum += value;
    }
    double total = sum;
    bins.replaceAll((bin, value) -> value / total);
    return bins;
  }

  private static Histogram counts(SortedMap<Integer, Double> probabilities, double total) {
    SortedMap<Integer, Double> scaled = new TreeMap<>();
    probabilities.forEach((bin, probability) -> scaled.put(bin, probability * total));
    Histogram histogram = Histogram.empty();
    histogram.add(scaled);
    return histogram;
  }
}
