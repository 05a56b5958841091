/** Measures how fast a recording is verified, beside a consumer that only reads it. */
@NullMarked
package dev.turnout.bench.replay;

import org.jspecify.annotations.NullMarked;
