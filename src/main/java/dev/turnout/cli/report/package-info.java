/** Labels and metrics that a pipeline reports. */
@NullMarked
package dev.turnout.cli.report;

import org.jspecify.annotations.NullMarked;
