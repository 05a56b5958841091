package dev.turnout.bridge.ledger;

import java.util.List;

/**
 * One reading of one series.
 *
 * @param series names the series for ever, whatever its reader: the same for all its readings
 * @param startNanos since when it counts, in nanoseconds since 1970; 0 if that is not known
 * @param timeNanos until when, in nanoseconds since 1970
 * @param meanings what it is counted as, at least one
 */
public record Reading(
    String series,
    Place place,
    Temporality temporality,
    long startNanos,
    long timeNanos,
    Amounts amounts,
    List<Meaning> meanings) {

  /**
   * Whom it is counted for.
   *
   * @param node which reporter says it
   */
  public record Place(String model, String node, String version) {}

  public Reading {
    meanings = List.copyOf(meanings);
    amounts = amounts.comparable();
  }
}
