/** Tests of the notifier. */
@NullMarked
package dev.turnout.notify;

import org.jspecify.annotations.NullMarked;
