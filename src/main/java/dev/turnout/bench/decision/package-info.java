/**
 * How soon a bad report takes the traffic back, beside records that only pass through the broker.
 */
@NullMarked
package dev.turnout.bench.decision;

import org.jspecify.annotations.NullMarked;
