/** Rollouts and their events as text. */
@NullMarked
package dev.turnout.cli.view;

import org.jspecify.annotations.NullMarked;
