/** Metrics of OpenTelemetry, as the Collector's Kafka exporter writes them ({@code otlp_proto}). */
@NullMarked
package dev.turnout.bridge.otlp;

import org.jspecify.annotations.NullMarked;
