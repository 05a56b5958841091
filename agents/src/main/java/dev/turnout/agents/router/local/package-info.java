/** What routers need whose data plane is another process of the node. */
@NullMarked
package dev.turnout.agents.router.local;

import org.jspecify.annotations.NullMarked;
