/** Tests of the notifier. */
@NullMarked
package dev.turnout.notify.message;

import org.jspecify.annotations.NullMarked;
