/** How the bridge fares, for health checks and Prometheus. */
@NullMarked
package dev.turnout.bridge.status;

import org.jspecify.annotations.NullMarked;
