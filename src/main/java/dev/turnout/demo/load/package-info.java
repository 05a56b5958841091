/** The demo's users: requests with real flowers, and the labels that come back for them. */
@NullMarked
package dev.turnout.demo.load;

import org.jspecify.annotations.NullMarked;
