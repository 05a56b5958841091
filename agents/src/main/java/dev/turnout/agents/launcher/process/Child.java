package dev.turnout.agents.launcher.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process, started by this agent or by one before it. */
final class Child {
  private final ProcessHandle handle;
  private final Optional<Process> own;

  Child(Process process) {
    this.handle = process.toHandle();
    this.own = Optional.of(process);
  }

  Child(ProcessHandle adopted) {
    this.handle = adopted;
    this.own = Optional.empty();
  }

  ProcessHandle handle() {
    return handle;
  }

  boolean isAlive() {
    return handle.isAlive();
  }

  /** How it ended, in words; only after it has. */
  String ending() {
    return own.map(process -> "its process ended with exit code " + process.exitValue())
        .orElse("its process ended");
  }

  /**
   * Ends the process and all that it started: asks first, kills what is left after the grace.
   * Returns when the process itself is gone.
   */
  void terminate(Duration grace) throws InterruptedException {
    long deadline = System.nanoTime() + grace.toNanos();
    List<ProcessHandle> family = handle.descendants().toList();
    handle.destroy();
    awaitExit(handle, deadline);
    // A shell around the server does not pass the signal on.
    family.forEach(ProcessHandle::destroy);
    for (ProcessHandle member : family) {
      awaitExit(member, deadline);
    }
    Stream.concat(Stream.of(handle), family.stream())
        .filter(ProcessHandle::isAlive)
        .forEach(ProcessHandle::destroyForcibly);
    awaitExit(handle, System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
  }

  private static void awaitExit(ProcessHandle process, long deadline) throws InterruptedException {
    long left = Math.max(0, deadline - System.nanoTime());
    try {
      process.onExit().get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // It is asked for by isAlive next.
    }
  }
}
