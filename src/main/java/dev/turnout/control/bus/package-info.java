/** The way to the control plane over the bus. */
@NullMarked
package dev.turnout.control.bus;

import org.jspecify.annotations.NullMarked;
