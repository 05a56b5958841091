/** The router that is an NGINX on the node: driven through Lua, or else through reloads. */
@NullMarked
package dev.turnout.agents.router.nginx;

import org.jspecify.annotations.NullMarked;
