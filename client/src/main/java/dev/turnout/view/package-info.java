/** Rollouts and their events as text. */
@NullMarked
package dev.turnout.view;

import org.jspecify.annotations.NullMarked;
