/** Commands to the bus and answers from it. */
@NullMarked
package dev.turnout.cli.bus;

import org.jspecify.annotations.NullMarked;
