package dev.turnout.bridge.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.bridge.ledger.Amounts;
import dev.turnout.bridge.ledger.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void shouldReadCountersWithoutWhatIsNone() {
    // when
    List<Sample> samples =
        samples(
            """
            [{"metric": {"__name__": "http_requests_total", "code": "200"},
              "values": [[1700000000.123, "5"], [1700000001.123, "NaN"], [1700000002.123, "9"]]}]
            """);

    // then
    assertThat(samples)
        .containsExactly(
            new Sample(Map.of("code", "200"), 1_700_000_000_123_000_000L, Amounts.of(5)),
            new Sample(Map.of("code", "200"), 1_700_000_002_123_000_000L, Amounts.of(9)));
  }

  @Test
  void shouldJoinTheBucketsOfAClassicHistogramOfScrapesThatHaveThemAll() {
    // when
    List<Sample> samples =
        samples(
            """
            [{"metric": {"__name__": "x_bucket", "le": "+Inf"}, "values": [[1, "10"], [2, "20"]]},
             {"metric": {"__name__": "x_bucket", "le": "0.5"}, "values": [[1, "7"], [2, "12"], [3, "13"]]},
             {"metric": {"__name__": "x_bucket", "le": "0.1"}, "values": [[1, "4"], [3, "5"]]}]
            """);

    // then
    assertThat(samples).hasSize(1);
    Amounts amounts = samples.get(0).amounts();
    assertThat(amounts.count()).isEqualTo(10);
    assertThat(amounts.shape()).isEqualTo(new Shape.Explicit(List.of(0.1, 0.5)));
    assertThat(amounts.buckets()).isEqualTo(Map.of(0, 4L, 1, 3L, 2, 3L));
  }

  @Test
  void shouldReadANativeHistogram() {
    // when: the edges of schema 0 (factor 2), and the zero bucket
    List<Sample> samples =
        samples(
            """
            [{"metric": {"__name__": "x"}, "histograms": [[1, {"count": "16", "sum": "5.5", "buckets": [
               [3, "-0.001", "0.001", "3"], [0, "0.25", "0.5", "5"], [0, "0.5", "1", "8"]]}]]}]
            """);

    // then
    Amounts amounts = samples.get(0).amounts();
    assertThat(amounts.shape()).isEqualTo(new Shape.Exponential(0));
    assertThat(amounts.buckets()).isEqualTo(Map.of(Shape.ZERO, 3L, -2, 5L, -1, 8L));
    assertThat(amounts.sum()).isEqualTo(5.5);
  }

  @Test
  void shouldLeaveOutANativeHistogramWithOtherBuckets() {
    assertThat(
            samples(
                """
                [{"metric": {"__name__": "x"}, "histograms": [[1, {"count": "16", "sum": "5.5", "buckets": [
                   [0, "0.1", "0.5", "5"], [0, "0.5", "0.6", "8"]]}]]}]
                """))
        .isEmpty();
  }

  private static List<Sample> samples(String matrix) {
    try {
      JsonNode tree = new ObjectMapper().readTree(matrix);
      return Samples.of(tree);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
