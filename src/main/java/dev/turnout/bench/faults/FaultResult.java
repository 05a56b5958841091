package dev.turnout.bench.faults;

import java.util.List;

/**
 * What became of all faults of one kind.
 *
 * @param fault the kind, in words, such as {@code orchestrator killed before the commit}
 * @param injected how often, a count
 * @param lost decisions that were not made although they had to be, a count
 * @param doubled decisions that were made twice, a count
 * @param otherwise faults after which a rollout took another course, as the suite says that it may
 *     after this fault, a count
 * @param requests that users sent while faults were injected, a count
 * @param requestsLost those of them that nobody answered although a node took them, a count
 * @param recovery from the fault to the state in which nothing of it is left
 * @param violations what must never happen and did, each in a sentence that says how to repeat it;
 *     empty if all is well
 */
public record FaultResult(
    String fault,
    int injected,
    int lost,
    int doubled,
    int otherwise,
    long requests,
    long requestsLost,
    Recovery recovery,
    List<String> violations) {

  public FaultResult {
    violations = List.copyOf(violations);
    if (injected < 0 || lost < 0 || doubled < 0 || otherwise < 0) {
      throw new IllegalArgumentException(
          "Expected counts from 0, but got %d injected, %d lost, %d doubled, %d otherwise"
              .formatted(injected, lost, doubled, otherwise));
    }
  }

  /** Whether no decision was lost or doubled and nothing else happened that must not. */
  public boolean isGood() {
    return lost == 0 && doubled == 0 && violations.isEmpty();
  }
}
