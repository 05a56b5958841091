/** Where the bridge's reports and its own state go: one transaction for both. */
@NullMarked
package dev.turnout.bridge.bus;

import org.jspecify.annotations.NullMarked;
