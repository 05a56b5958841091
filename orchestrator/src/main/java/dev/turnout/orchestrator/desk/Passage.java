package dev.turnout.orchestrator.desk;

import java.util.Optional;

/**
 * What was found out about who wrote a command.
 *
 * @param signedBy name of the trusted key that signed it; empty if none did, or nobody looked
 * @param refusal why it may not be carried out, whatever the rules say; empty if it may
 */
public record Passage(Optional<String> signedBy, Optional<String> refusal) {
  private static final int LONGEST = 2000;
  private static final Passage FREE = new Passage(Optional.empty(), Optional.empty());

  public Passage {
    refusal =
        refusal.map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
  }

  /** It may pass; nobody knows who wrote it. */
  public static Passage free() {
    return FREE;
  }

  /** It may pass, because this key may do it. */
  public static Passage signedBy(String key) {
    return new Passage(Optional.of(key), Optional.empty());
  }

  /** It may not pass, whoever wrote it. */
  public static Passage refused(String reason) {
    return new Passage(Optional.empty(), Optional.of(reason));
  }

  /** It may not pass, although this key signed it. */
  public static Passage refused(String key, String reason) {
    return new Passage(Optional.of(key), Optional.of(reason));
  }
}
