package dev.turnout.agents.probe;

/**
 * How a smoke test ended.
 *
 * @param passed whether the answer was the right one
 * @param reason what was expected and what came; empty if it passed
 */
public record SmokeResult(boolean passed, String reason) {
  static SmokeResult pass() {
    return new SmokeResult(true, "");
  }

  static SmokeResult failed(String reason) {
    return new SmokeResult(false, reason);
  }
}
