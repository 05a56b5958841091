/** Ed25519 keys that sign bundles and commands, and those that check the signatures. */
@NullMarked
package dev.turnout.orchestrator.keys;

import org.jspecify.annotations.NullMarked;
