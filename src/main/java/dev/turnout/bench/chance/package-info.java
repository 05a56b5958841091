/** Random numbers of a simulation: reproducible from a seed, fast for large counts. */
@NullMarked
package dev.turnout.bench.chance;

import org.jspecify.annotations.NullMarked;
