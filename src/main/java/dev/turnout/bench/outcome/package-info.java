/** What a measurement found: tables, ratios with their spread, and the goals they are held to. */
@NullMarked
package dev.turnout.bench.outcome;

import org.jspecify.annotations.NullMarked;
