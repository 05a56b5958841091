/** Results as people and programs read them, and how a command ends. */
@NullMarked
package dev.turnout.output;

import org.jspecify.annotations.NullMarked;
