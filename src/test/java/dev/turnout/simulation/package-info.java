/**
 * The whole in one thread: the real heart, the real agents' logic, an in-memory bus with faults and
 * a clock that moves by hand. What came out of each scenario is a committed text.
 */
package dev.turnout.simulation;
