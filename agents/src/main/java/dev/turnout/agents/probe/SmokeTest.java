package dev.turnout.agents.probe;

import java.util.List;
import java.util.Optional;

/**
 * A request whose right answer is known: asked before a version gets its first user.
 *
 * @param request what is asked
 * @param expectedStatus HTTP status of the right answer, in [100, 599]
 * @param checks what the answer's JSON must hold; may be empty
 */
public record SmokeTest(ProbeRequest request, int expectedStatus, List<JsonCheck> checks) {
  public SmokeTest {
    checks = List.copyOf(checks);
    if (expectedStatus < 100 || expectedStatus > 599) {
      throw new IllegalArgumentException(
          "Expected an HTTP status in [100, 599], but got " + expectedStatus);
    }
  }

  /** Compares an answer with what was expected. */
  public SmokeResult judge(ProbeAnswer answer) {
    if (answer.status() != expectedStatus) {
      return SmokeResult.failed(
          "Expected status %d from %s, but got %d: %s"
              .formatted(expectedStatus, request, answer.status(), answer.excerpt()));
    }
    for (JsonCheck check : checks) {
      Optional<String> complaint = check.complain(answer);
      if (complaint.isPresent()) {
        return SmokeResult.failed(
            "Expected %s from %s, %s".formatted(check.describe(), request, complaint.get()));
      }
    }
    return SmokeResult.pass();
  }

  /** The result when nothing was answered. */
  public SmokeResult unanswered(String why) {
    return SmokeResult.failed(
        "Expected status %d from %s, but no answer came: %s"
            .formatted(expectedStatus, request, why));
  }
}
