/**
 * The simulated world of the bench: traffic, errors, labels and latencies of two arms that share
 * their ups and downs, and a candidate that differs in a known way.
 */
@NullMarked
package dev.turnout.bench.world;

import org.jspecify.annotations.NullMarked;
