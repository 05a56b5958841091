package dev.turnout.client;

import dev.turnout.report.Fact;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Counts what a pipeline knows of one version. The names are those of the rollout file's metrics:
 * the outcome of a {@code score}, the event of a {@code count}, the histogram of a {@code
 * distribution}.
 */
public final class VersionReport {
  private final Consumer<Fact> counter;

  VersionReport(Consumer<Fact> counter) {
    this.counter = counter;
  }

  /**
   * One answer whose truth has come back.
   *
   * @param outcome name of the score, for example {@code accuracy}
   */
  public VersionReport label(String outcome, boolean correct) {
    return labels(outcome, correct ? 1 : 0, 1);
  }

  /**
   * Answers whose truth has come back.
   *
   * @param outcome name of the score
   * @param correct right ones, in [0, total]
   * @param total 1 or more
   */
  public VersionReport labels(String outcome, long correct, long total) {
    return count(new Fact.Graded(outcome, total, total - correct));
  }

  /**
   * Answers that were graded.
   *
   * @param outcome name of the score
   * @param mean of their scores, in [0, 1], of which more is better
   * @param total 1 or more
   */
  public VersionReport score(String outcome, double mean, long total) {
    if (!(mean >= 0 && mean <= 1)) {
      throw new IllegalArgumentException(
          "Expected a mean score between 0 and 1, of which more is better, but got %s (divide it by the largest there is)"
              .formatted(mean));
    }
    return count(new Fact.Graded(outcome, total, total * (1 - mean)));
  }

  /**
   * Something rare that happens on a request or not.
   *
   * @param event its name, for example {@code fallbacks}
   * @param happened on so many requests, in [0, total]
   * @param total requests on which it could have happened, 1 or more
   */
  public VersionReport event(String event, long happened, long total) {
    return count(new Fact.Graded(event, total, happened));
  }

  /**
   * Values of which less is better, each of which is counted in a bin 2 % wide.
   *
   * @param histogram its name, for example {@code gpu-memory-mb}
   * @param values each in [0, 86400000]
   */
  public VersionReport values(String histogram, double... values) {
    return count(new Fact.Measured(histogram, Arrays.stream(values).boxed().toList()));
  }

  /**
   * Requests that no agent saw.
   *
   * @param requests a count
   * @param errors failed ones of those
   */
  public VersionReport requests(long requests, long errors) {
    return count(new Fact.Served(requests, errors));
  }

  private VersionReport count(Fact fact) {
    counter.accept(fact);
    return this;
  }
}
