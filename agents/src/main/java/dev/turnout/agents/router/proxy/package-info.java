/**
 * The embedded reverse proxy. A request goes through small wrappers that {@link
 * dev.turnout.agents.router.proxy.ProxyVerticle} assembles; it stays on one event loop from front
 * to back.
 */
@NullMarked
package dev.turnout.agents.router.proxy;

import org.jspecify.annotations.NullMarked;
