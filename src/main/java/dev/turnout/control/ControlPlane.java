package dev.turnout.control;

import dev.turnout.explain.Explained;

/**
 * An installation of Turnout as those see it who use it. The bus and the HTTP API are two ways to
 * it; what is asked gives the same on both. What cannot be done is thrown as a {@link
 * dev.turnout.output.Failure} that says what to do. Used by one thread.
 */
public interface ControlPlane {
  /** How the models' rollouts stand. */
  States states();

  /** Commands and what came of them. */
  Orders orders();

  /**
   * Why an attempt was decided as it was.
   *
   * @param name id of an attempt, or name of a rollout or of a model, of which the newest attempt
   *     is meant
   */
  Explained explain(String name);

  /** What holds for all models. */
  Policies policies();

  /** What could not be read. */
  DeadLetters deadLetters();

  /** Opens the way for labels and metrics; to be closed. */
  Reports reports();
}
