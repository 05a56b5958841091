/** The dead letters: what could not be used, and how it is written once more. */
@NullMarked
package dev.turnout.cli.letters;

import org.jspecify.annotations.NullMarked;
