/**
 * Turns what series of other systems say into the cumulative counters of ordinary metric reports,
 * so that what comes twice, late or after a reset is counted once. Knows neither Kafka nor HTTP.
 */
@NullMarked
package dev.turnout.bridge.ledger;

import org.jspecify.annotations.NullMarked;
