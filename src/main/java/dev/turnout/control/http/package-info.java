/** The way to the control plane over its HTTP API, for those whom the bus does not reach. */
@NullMarked
package dev.turnout.control.http;

import org.jspecify.annotations.NullMarked;
