/**
 * What others do with the same counts, by their published rules, and the limits that theory sets.
 * Written from the rivals' source and documents; their programs are not run.
 */
@NullMarked
package dev.turnout.bench.rival;

import org.jspecify.annotations.NullMarked;
