package dev.turnout.bench.start;

/** What the launcher does about its archive of loaded classes, the value of {@code TURNOUT_CDS}. */
enum Sharing {
  /** Makes it, if it is missing, and uses it. */
  NOW("now"),
  /** Does without. */
  NEVER("never");

  private final String word;

  Sharing(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
