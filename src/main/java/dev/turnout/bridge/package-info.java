/**
 * The bridge: what a team measures already, made into metric reports. A process of its own, so that
 * neither its sources nor their libraries can hold a decision up.
 */
@NullMarked
package dev.turnout.bridge;

import org.jspecify.annotations.NullMarked;
