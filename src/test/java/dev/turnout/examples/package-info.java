/** The folders under examples hold what they promise. */
@NullMarked
package dev.turnout.examples;

import org.jspecify.annotations.NullMarked;
