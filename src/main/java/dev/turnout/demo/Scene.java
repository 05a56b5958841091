package dev.turnout.demo;

import dev.turnout.events.Outcome;

/**
 * One rollout of the demo, and how it should end.
 *
 * @param number in the order of play, from 0
 * @param title what is tried, in a few words
 * @param story what is the matter with the candidate, in a sentence
 * @param file name of its rollout file, without ending
 * @param version the candidate
 * @param expected outcome
 * @param because word that the reason must hold; empty when any will do
 * @param fault when the version goes bad
 */
record Scene(
    int number,
    String title,
    String story,
    String file,
    String version,
    Outcome expected,
    String because,
    Fault fault) {

  /** When a version goes bad, for the users. */
  enum Fault {
    /** It does not, or no user ever sees it. */
    NONE,
    /** It is bad from its first answer. */
    FROM_THE_START,
    /** Its servers break while it bakes with all requests on it. */
    WHILE_BAKING
  }

  /** Number and title. */
  String headline() {
    return number + " " + title;
  }
}
