/**
 * Notices at once that another orchestrator's process died, and lets the group know. Only speed
 * rests on it: who may decide is Kafka's word alone.
 */
@NullMarked
package dev.turnout.orchestrator.lifeline;

import org.jspecify.annotations.NullMarked;
