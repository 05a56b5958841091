/** Tests of the notifier. */
@NullMarked
package dev.turnout.notify.delivery;

import org.jspecify.annotations.NullMarked;
