/**
 * Where the records of one partition are decided on, in their order, and what is to be written for
 * them. Knows Kafka's records, but no broker: the runtime, the audit and the fault harness use it
 * alike.
 */
@NullMarked
package dev.turnout.orchestrator.desk;

import org.jspecify.annotations.NullMarked;
