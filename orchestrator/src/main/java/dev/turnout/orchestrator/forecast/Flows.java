package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.WarmUp;
import java.util.List;

/** What is judged over a rollout: requests and labels. */
record Flows(Flow requests, Flow labels) {
  static Flows of(Traffic traffic, WarmUp warmUp, List<Span> spans) {
    return new Flows(Flow.ofRequests(traffic, warmUp, spans), Flow.ofLabels(traffic, spans));
  }
}
