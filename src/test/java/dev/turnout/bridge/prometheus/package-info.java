/** Tests of the bridge. */
@NullMarked
package dev.turnout.bridge.prometheus;

import org.jspecify.annotations.NullMarked;
