package dev.turnout.bench.faults.real;

import java.time.Duration;

/**
 * One fault that was injected and is over.
 *
 * @param victim name of the process
 * @param recovery from the fault to its last effect: for orchestrators and brokers the longest time
 *     in which a decision was asked for and none was made in some partition; for agents and model
 *     servers until it serves again
 * @param requests that were answered meanwhile
 * @param lost requests that nobody answered, those of the dead excepted
 * @param lostAtTheDead requests that went to the killed agent's node, or to the killed server,
 *     before it served again
 */
record Struck(
    FaultKind kind, String victim, Duration recovery, long requests, int lost, int lostAtTheDead) {

  @Override
  public String toString() {
    return "%s: %s; recovered after %d ms; requests: %d answered, %d lost, %d lost at the dead"
        .formatted(kind.words(), victim, recovery.toMillis(), requests, lost, lostAtTheDead);
  }
}
