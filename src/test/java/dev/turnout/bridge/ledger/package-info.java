/** Tests of the bridge. */
package dev.turnout.bridge.ledger;
