/** A small client of the Kubernetes API: reads and patches single objects. */
@NullMarked
package dev.turnout.agents.kubernetes;

import org.jspecify.annotations.NullMarked;
