/** Measures how long a full switch takes, by users that were seen and by nodes. */
@NullMarked
package dev.turnout.bench.switching;

import org.jspecify.annotations.NullMarked;
