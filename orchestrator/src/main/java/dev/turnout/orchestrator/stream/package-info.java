/**
 * Runs the heart on Kafka: consume, decide, produce, in short transactions. One thread owns
 * consumer, producer and state; what it must not lose is in the topics.
 */
@NullMarked
package dev.turnout.orchestrator.stream;

import org.jspecify.annotations.NullMarked;
