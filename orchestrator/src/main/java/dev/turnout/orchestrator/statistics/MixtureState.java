package dev.turnout.orchestrator.statistics;

import java.time.Instant;
import java.util.List;

/**
 * A mixture over alternatives and restarts.
 *
 * @param startedAt when it began
 * @param logWealth natural logarithm of the wealth on each alternative
 * @param restarts number of restarts that were opened
 */
public record MixtureState(Instant startedAt, List<Double> logWealth, long restarts) {
  public MixtureState {
    logWealth = List.copyOf(logWealth);
  }
}
