package dev.turnout.api.access;

import java.util.Locale;

/** What can be done, and who may: this is the one table of it. */
public enum Verb {
  /** States, journals, explanations, live changes; checking a rollout file. */
  READ(Role.VIEWER),
  /** Start a rollout, also in place of a running one. */
  START(Role.OPERATOR),
  /** Go on by one step. */
  PROMOTE(Role.OPERATOR),
  /** Skip all steps up to the bake. */
  PROMOTE_FULL(Role.ADMIN),
  /** Hold progress. */
  PAUSE(Role.OPERATOR),
  /** Let it go on. */
  RESUME(Role.OPERATOR),
  /** Give an attempt up. */
  ABORT(Role.OPERATOR),
  /** Go back after success. */
  ROLLBACK(Role.OPERATOR),
  /** Try once more. */
  RETRY(Role.OPERATOR),
  /** Agree that a rollout goes on past an approval. */
  APPROVE(Role.OPERATOR),
  /** Say that it does not. */
  REJECT(Role.OPERATOR),
  /** Stop the progress of a model's rollouts. */
  BLOCK(Role.OPERATOR),
  /** Let them go on. */
  UNBLOCK(Role.OPERATOR),
  /** Publish labels and counts for the judge. */
  REPORT(Role.OPERATOR),
  /** Set or take away what holds for all models: freezes and limits. */
  SET_POLICY(Role.ADMIN),
  /** See records that could not be read, with their bytes, whatever model they are of. */
  READ_LETTERS(Role.ADMIN);

  private final Role least;

  Verb(Role least) {
    this.least = least;
  }

  /** The least role that may do it. */
  public Role least() {
    return least;
  }

  /** As it is written, such as {@code promote-full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
