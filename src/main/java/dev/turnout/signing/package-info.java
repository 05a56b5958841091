/** Signed commands: which keys are trusted with what, and the door that asks for them. */
@NullMarked
package dev.turnout.signing;

import org.jspecify.annotations.NullMarked;
