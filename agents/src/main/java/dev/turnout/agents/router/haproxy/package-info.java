/** The router that is a HAProxy on the node, driven through its runtime API. */
@NullMarked
package dev.turnout.agents.router.haproxy;

import org.jspecify.annotations.NullMarked;
