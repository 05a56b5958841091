package dev.turnout.tracing;

import dev.turnout.agents.agent.TableTracer;
import dev.turnout.schemas.TraceContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Optional;

/** One span for each table, from its arrival on the node until it was in force. */
record Tables(Tracer tracer, String node) implements TableTracer {

  @Override
  public void applied(
      String model, long epoch, Optional<TraceContext> origin, Instant came, Instant inForce) {
    tracer
        .spanBuilder("apply table")
        .setSpanKind(SpanKind.CONSUMER)
        .setParent(origin.map(Contexts::parent).orElseGet(Context::root))
        .setStartTimestamp(came)
        .setAttribute("turnout.model", model)
        .setAttribute("turnout.epoch", epoch)
        .setAttribute("turnout.node", node)
        .startSpan()
        .end(inForce);
  }
}
