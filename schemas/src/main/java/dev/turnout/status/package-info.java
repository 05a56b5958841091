/** How a program says how it fares: its health, and the metrics that it exposes. */
@NullMarked
package dev.turnout.status;

import org.jspecify.annotations.NullMarked;
