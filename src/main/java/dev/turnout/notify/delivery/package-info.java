/**
 * Brings notices to their receivers: in order, again until it worked, and no further than wanted.
 */
@NullMarked
package dev.turnout.notify.delivery;

import org.jspecify.annotations.NullMarked;
