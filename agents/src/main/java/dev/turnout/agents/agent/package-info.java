/**
 * The agent: reads route tables from Kafka, makes the node look like them, and reports what is.
 * Only this package knows Kafka, the clock and the disk.
 */
@NullMarked
package dev.turnout.agents.agent;

import org.jspecify.annotations.NullMarked;
