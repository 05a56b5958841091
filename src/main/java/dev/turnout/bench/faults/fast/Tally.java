package dev.turnout.bench.faults.fast;

import dev.turnout.bench.faults.FaultResult;
import dev.turnout.bench.faults.Recovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Adds up what became of the faults of one kind. */
final class Tally {
  private final String fault;
  private final List<Duration> recovery = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private int injected;
  private int lost;
  private int doubled;
  private int otherwise;
  private long requests;
  private long requestsLost;

  Tally(String fault) {
    this.fault = fault;
  }

  void injected() {
    injected++;
  }

  void lost(int decisions) {
    lost += decisions;
  }

  void doubled(int decisions) {
    doubled += decisions;
  }

  void otherwise() {
    otherwise++;
  }

  void requests(long all, long unanswered) {
    requests += all;
    requestsLost += unanswered;
  }

  void recovered(Duration time) {
    recovery.add(time);
  }

  void violated(String sentence) {
    violations.add(sentence);
  }

  FaultResult result() {
    return new FaultResult(
        fault,
        injected,
        lost,
        doubled,
        otherwise,
        requests,
        requestsLost,
        new Recovery(recovery),
        violations);
  }
}
