/** The command line: one class for each command. */
@NullMarked
package dev.turnout.cli;

import org.jspecify.annotations.NullMarked;
