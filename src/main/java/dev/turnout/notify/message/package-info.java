/** What a notification says, and how each kind of receiver wants to read it. */
@NullMarked
package dev.turnout.notify.message;

import org.jspecify.annotations.NullMarked;
