package dev.turnout.bridge.ledger;

import dev.turnout.bridge.ledger.ReporterState.Part;

/**
 * Bad ones of a total. Those that come before their total wait for it: a report never says more bad
 * ones than there are new ones, because nobody would count them.
 */
final class Share {
  private long total;
  private long said;
  private double badSaid;
  private double waiting;

  Share() {}

  Share(Part known) {
    total = known.total();
    said = known.total();
    badSaid = known.bad();
    waiting = known.waiting();
  }

  void add(long more, double bad) {
    total += more;
    waiting += bad;
  }

  /** Lets the next report say what it can. */
  void say() {
    double bad = Math.min(waiting, total - said);
    said = total;
    badSaid += bad;
    waiting -= bad;
  }

  long total() {
    return said;
  }

  double bad() {
    return badSaid;
  }

  /** After {@link #say}. */
  Part state() {
    return new Part(said, badSaid, waiting);
  }
}
