package dev.turnout.orchestrator.routing;

/**
 * A smoke test that every node runs once.
 *
 * @param testId id under which the result is reported
 * @param version version that is tested
 */
public record SmokeTestOrder(String testId, Version version, HttpCheck check) {
  public SmokeTestOrder {
    Expect.present("the id of a smoke test", testId);
  }
}
