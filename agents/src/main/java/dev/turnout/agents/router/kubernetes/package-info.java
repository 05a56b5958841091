/** Routers that patch objects of Kubernetes: a Service's selector, an HTTPRoute's weights. */
@NullMarked
package dev.turnout.agents.router.kubernetes;

import org.jspecify.annotations.NullMarked;
