package dev.turnout.report;

import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.output.Numbers;
import java.util.List;

/** One thing that a row says of a version. */
public sealed interface Fact {

  /**
   * Requests were served.
   *
   * @param requests a count
   * @param errors failed ones of those
   */
  record Served(long requests, long errors) implements Fact {
    public Served {
      if (requests < 0 || errors < 0 || errors > requests) {
        throw new IllegalArgumentException(
            "Expected errors between 0 and the %d requests, but got %d"
                .formatted(requests, errors));
      }
    }
  }

  /**
   * Answers were graded, or an event happened on some requests.
   *
   * @param name of the score or the event
   * @param total answers or requests, 1 or more
   * @param bad sum of the badness of the answers, or requests on which it happened; in [0, total]
   */
  record Graded(String name, long total, double bad) implements Fact {
    public Graded {
      requireName("an outcome or event such as accuracy", name);
      if (total < 1 || !(bad >= 0 && bad <= total)) {
        throw new IllegalArgumentException(
            "Expected between 0 and %d bad ones of %s, but got %s"
                .formatted(total, name, text(bad)));
      }
    }
  }

  /**
   * Values were measured, of which less is better.
   *
   * @param histogram its name
   * @param values at least one, each in [0, 86400000]
   */
  record Measured(String histogram, List<Double> values) implements Fact {
    public Measured {
      requireName("a histogram such as gpu-memory-mb", histogram);
      if (histogram.equals(Counts.LATENCY)) {
        throw new IllegalArgumentException(
            "Expected the name of a histogram of your own, but got 'latency' (the nodes report that one)");
      }
      values = List.copyOf(values);
      values.forEach(Measured::requireBin);
    }

    private static void requireBin(double value) {
      if (!(value >= 0 && value <= LatencyBins.LONGEST_MILLIS)) {
        throw new IllegalArgumentException(
            "Expected a value between 0 and %.0f, of which less is better, but got %s (report it in another unit, or what is missing to the best)"
                .formatted(LatencyBins.LONGEST_MILLIS, text(value)));
      }
    }
  }

  private static String text(double value) {
    return Double.isFinite(value) ? Numbers.plain(value) : String.valueOf(value);
  }

  private static void requireName(String what, String name) {
    if (name.isBlank() || name.length() > 128) {
      throw new IllegalArgumentException("Expected %s, but got '%s'".formatted(what, name));
    }
  }
}
