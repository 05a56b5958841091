/** Servers that are Deployments of Kubernetes, which the agent scales. */
@NullMarked
package dev.turnout.agents.launcher.kubernetes;

import org.jspecify.annotations.NullMarked;
