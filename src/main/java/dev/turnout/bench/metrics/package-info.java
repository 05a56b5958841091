/** How many reports an orchestrator takes in a second, beside a consumer that only decodes them. */
@NullMarked
package dev.turnout.bench.metrics;

import org.jspecify.annotations.NullMarked;
