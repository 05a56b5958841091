/** Tests of the bridge. */
@NullMarked
package dev.turnout.bridge.ledger;

import org.jspecify.annotations.NullMarked;
