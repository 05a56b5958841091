/**
 * Faults in real processes: three brokers, two orchestrators, two nodes with an agent and model
 * servers, users, and rollouts without end, while one process after another is killed or stopped.
 */
@NullMarked
package dev.turnout.bench.faults.real;

import org.jspecify.annotations.NullMarked;
