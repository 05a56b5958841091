package dev.turnout.agents.probe;

/**
 * What a server answered to a probe.
 *
 * @param status HTTP status
 * @param body the body as UTF-8
 */
public record ProbeAnswer(int status, String body) {
  private static final int EXCERPT = 200;

  /** The beginning of the body, for a message. */
  String excerpt() {
    return body.length() <= EXCERPT ? body : body.substring(0, EXCERPT) + "...";
  }
}
