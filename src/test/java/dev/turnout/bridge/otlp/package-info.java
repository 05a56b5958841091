/** Tests of the bridge. */
@NullMarked
package dev.turnout.bridge.otlp;

import org.jspecify.annotations.NullMarked;
