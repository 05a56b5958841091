package dev.turnout.bench.faults.real;

import java.util.Random;

/** What is done to a process. */
enum FaultKind {
  ORCHESTRATOR_KILLED("orchestrator killed (SIGKILL)", 28),
  ORCHESTRATOR_FROZEN("orchestrator frozen, wakes as a zombie (SIGSTOP, SIGCONT)", 14),
  AGENT_KILLED("agent killed (SIGKILL)", 20),
  BROKER_KILLED("one broker of three killed (SIGKILL)", 18),
  SERVER_KILLED("model server killed (SIGKILL)", 20);

  private final String words;
  private final int share;

  FaultKind(String words, int share) {
    this.words = words;
    this.share = share;
  }

  String words() {
    return words;
  }

  /** One of them, the likelier the larger its share. */
  static FaultKind draw(Random random) {
    int sum = 0;
    for (FaultKind kind : values()) {
      sum += kind.share;
    }
    int left = random.nextInt(sum);
    for (FaultKind kind : values()) {
      left -= kind.share;
      if (left < 0) {
        return kind;
      }
    }
    throw new AssertionError("shares sum up");
  }
}
