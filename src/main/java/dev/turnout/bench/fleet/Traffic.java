package dev.turnout.bench.fleet;

import java.util.Optional;

/**
 * What a node serves between two reports.
 *
 * @param requests of all versions, a mean of 0 or more
 * @param bad the version that fails often; empty if none does
 * @param badErrors its share of failed requests, in [0, 1]
 */
public record Traffic(double requests, Optional<String> bad, double badErrors) {

  /** All versions are good. */
  public static Traffic usual(double requests) {
    return new Traffic(requests, Optional.empty(), 0);
  }
}
