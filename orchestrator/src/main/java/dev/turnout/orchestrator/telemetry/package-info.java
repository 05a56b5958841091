/**
 * What follows from the reports alone and is not in the journal: who was heard when, counters
 * turned into increments, and the judge that they feed. Pure: JDK values, the judge and the
 * reports.
 */
@NullMarked
package dev.turnout.orchestrator.telemetry;

import org.jspecify.annotations.NullMarked;
