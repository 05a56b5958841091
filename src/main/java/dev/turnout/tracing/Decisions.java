package dev.turnout.tracing;

import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutStarted;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.stream.DecisionTracer;
import dev.turnout.schemas.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * One span for each record from which something follows, up to its commit. It belongs to the trace
 * of the record, or else to the one in which the model's rollout started.
 */
final class Decisions implements DecisionTracer {
  private static final AttributeKey<List<String>> EVENTS =
      AttributeKey.stringArrayKey("turnout.events");

  private final Tracer tracer;
  private final Map<String, Context> rollouts = new HashMap<>();
  private final List<Span> open = new ArrayList<>();
  private Span current = Span.getInvalid();

  Decisions(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public Optional<TraceContext> begin(Received received) {
    current =
        tracer
            .spanBuilder("decide")
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(parent(received))
            .startSpan();
    return Contexts.of(current.getSpanContext());
  }

  private Context parent(Received received) {
    return TraceContext.of(received.record().headers())
        .map(Contexts::parent)
        .or(() -> model(received).flatMap(model -> Optional.ofNullable(rollouts.get(model))))
        .orElseGet(Context::root);
  }

  private static Optional<String> model(Received received) {
    return received.input().map(input -> input.model().value());
  }

  /** A span that is never ended is never sent: most reports decide nothing. */
  @Override
  public void decided(Received received, List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<String> events = entries.stream().map(Decisions::event).toList();
    current.updateName("decide " + command(entries).orElse(events.get(events.size() - 1)));
    current.setAttribute("turnout.model", entries.get(0).getModel());
    current.setAttribute(EVENTS, events);
    current.setAttribute("messaging.system", "kafka");
    current.setAttribute("messaging.destination.name", received.record().topic());
    current.setAttribute(
        "messaging.destination.partition.id", String.valueOf(received.partition()));
    current.setAttribute("messaging.kafka.offset", received.offset());
    current.addEvent("decided");
    entries.stream()
        .filter(entry -> entry.getEvent() instanceof RolloutStarted)
        .forEach(entry -> rollouts.put(entry.getModel(), Context.root().with(current)));
    open.add(current);
  }

  private static String event(JournalEntry entry) {
    return ((SpecificRecord) entry.getEvent()).getSchema().getName();
  }

  /** The command that was answered, if it was one. */
  private static Optional<String> command(List<JournalEntry> entries) {
    Object first = entries.get(0).getEvent();
    if (first instanceof CommandAccepted accepted) {
      return Optional.of(accepted.getCommand());
    }
    return first instanceof CommandRefused refused
        ? Optional.of(refused.getCommand())
        : Optional.empty();
  }

  @Override
  public void committed() {
    open.forEach(Span::end);
    open.clear();
  }

  @Override
  public void failed(RuntimeException why) {
    open.forEach(
        span -> {
          span.setStatus(StatusCode.ERROR, String.valueOf(why.getMessage()));
          span.end();
        });
    open.clear();
  }
}
