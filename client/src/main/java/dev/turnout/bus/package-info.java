/** Commands to the bus and answers from it. */
@NullMarked
package dev.turnout.bus;

import org.jspecify.annotations.NullMarked;
