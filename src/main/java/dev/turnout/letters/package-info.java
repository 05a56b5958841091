/** The dead letters: what could not be used, and how it is written once more. */
@NullMarked
package dev.turnout.letters;

import org.jspecify.annotations.NullMarked;
