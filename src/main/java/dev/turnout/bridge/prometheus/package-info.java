/** Counters and histograms that Prometheus has scraped already. */
@NullMarked
package dev.turnout.bridge.prometheus;

import org.jspecify.annotations.NullMarked;
