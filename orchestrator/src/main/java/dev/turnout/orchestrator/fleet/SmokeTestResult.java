package dev.turnout.orchestrator.fleet;

import dev.turnout.orchestrator.routing.Expect;
import java.util.Optional;

/**
 * Answer to one ordered smoke test.
 *
 * @param testId id from the route table's order
 * @param reason what was expected and what came, when it did not pass
 */
public record SmokeTestResult(String testId, boolean passed, Optional<String> reason) {
  public SmokeTestResult {
    Expect.present("the id of a smoke test", testId);
  }
}
