/** What the bench prints and writes: tables, targets, a progress bar, JSON. */
@NullMarked
package dev.turnout.bench.report;

import org.jspecify.annotations.NullMarked;
