/** What a team says of its own metrics: which series count, for whom, and as what. */
@NullMarked
package dev.turnout.bridge.rule;

import org.jspecify.annotations.NullMarked;
