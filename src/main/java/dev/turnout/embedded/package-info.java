/**
 * A real Kafka cluster and a schema registry inside this process, for the all-in-one, the demo and
 * tests.
 */
@NullMarked
package dev.turnout.embedded;

import org.jspecify.annotations.NullMarked;
