/** What fails is tried again, later and later. */
@NullMarked
package dev.turnout.retry;

import org.jspecify.annotations.NullMarked;
