package dev.turnout.notify.message;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a model.
 *
 * @param source who says it, a URI reference
 * @param id unique within the source, and the same whenever it is said again
 * @param type such as {@code rollout-ended}
 * @param tone whether it is good news
 * @param what in a few words
 * @param why the reason; blank if there is none
 * @param data the journal's event
 */
public record Notice(
    String source,
    String id,
    String model,
    String type,
    Instant at,
    Tone tone,
    String what,
    String why,
    Map<String, Object> data) {

  /** How it is to be taken. */
  public enum Tone {
    NEUTRAL,
    GOOD,
    WARNING,
    BAD
  }

  /** One line for people. */
  public String inOneLine() {
    return why.isBlank() ? what : what + ": " + why;
  }
}
