package dev.turnout.tracing;

import dev.turnout.schemas.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Optional;

/** Between the header of a record and OpenTelemetry's types. */
final class Contexts {
  private Contexts() {}

  /** What a span is a child of, if a record says so. */
  static Context parent(TraceContext origin) {
    String[] parts = origin.traceparent().split("-", 4);
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            parts[1],
            parts[2],
            TraceFlags.fromHex(parts[3].substring(0, 2), 0),
            TraceState.getDefault());
    return Context.root().with(Span.wrap(remote));
  }

  /** What a record shall say that follows from a span. */
  static Optional<TraceContext> of(SpanContext span) {
    return span.isValid()
        ? Optional.of(
            new TraceContext(
                "00-%s-%s-%s"
                    .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())))
        : Optional.empty();
  }
}
