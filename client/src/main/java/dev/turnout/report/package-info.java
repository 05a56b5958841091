/** Labels and metrics that a pipeline reports. */
@NullMarked
package dev.turnout.report;

import org.jspecify.annotations.NullMarked;
