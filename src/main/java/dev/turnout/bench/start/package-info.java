/** Measures how long the program takes to start, in processes of its own. */
@NullMarked
package dev.turnout.bench.start;

import org.jspecify.annotations.NullMarked;
