package dev.turnout.agents.convergence;

import dev.turnout.agents.probe.SmokeResult;
import dev.turnout.agents.router.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Runs each ordered smoke test once, as soon as its version is ready. */
final class SmokeRuns {
  private final SmokeRunner runner;
  private final Map<String, CompletableFuture<SmokeResult>> runs = new TreeMap<>();

  SmokeRuns(SmokeRunner runner) {
    this.runner = runner;
  }

  void follow(List<SmokeOrder> orders, Map<String, Endpoint> ready) {
    runs.keySet().retainAll(orders.stream().map(SmokeOrder::testId).collect(Collectors.toSet()));
    for (SmokeOrder order : orders) {
      Endpoint endpoint = ready.get(order.version());
      if (endpoint != null) {
        runs.computeIfAbsent(order.testId(), id -> runner.run(order.test(), endpoint));
      }
    }
  }

  List<SmokeOutcome> outcomes() {
    return runs.entrySet().stream()
        .filter(run -> run.getValue().isDone())
        .map(run -> outcome(run.getKey(), run.getValue()))
        .toList();
  }

  private static SmokeOutcome outcome(String testId, CompletableFuture<SmokeResult> run) {
    return run.handle(
            (result, failure) ->
                failure == null
                    ? new SmokeOutcome(testId, result.passed(), result.reason())
                    : new SmokeOutcome(testId, false, "the test broke off: " + failure))
        .join();
  }
}
