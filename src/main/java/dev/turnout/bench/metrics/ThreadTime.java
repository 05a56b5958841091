package dev.turnout.bench.metrics;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** Processor time of threads that are found by their names. */
final class ThreadTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Long> ids;

  private ThreadTime(List<Long> ids) {
    this.ids = ids;
  }

  static ThreadTime of(List<String> names) {
    return new ThreadTime(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> names.contains(thread.getName()))
            .map(Thread::getId)
            .toList());
  }

  /** Of all of them since their start, in seconds. */
  double seconds() {
    return ids.stream().mapToLong(THREADS::getThreadCpuTime).sum() / 1e9;
  }

  /** Of the thread that asks, in seconds. */
  static double ofThisThread() {
    return THREADS.getCurrentThreadCpuTime() / 1e9;
  }
}
