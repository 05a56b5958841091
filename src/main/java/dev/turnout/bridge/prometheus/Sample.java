package dev.turnout.bridge.prometheus;

import dev.turnout.bridge.ledger.Amounts;
import java.util.Map;

/**
 * A counter or histogram at one scrape.
 *
 * @param labels of the series, without its name and {@code le}
 * @param timeNanos of the scrape, in nanoseconds since 1970
 */
record Sample(Map<String, String> labels, long timeNanos, Amounts amounts) {}
