package dev.turnout.bench.proxy;

/**
 * What one round saw of one contender.
 *
 * @param full at full speed
 * @param fullCpuSeconds that its process used meanwhile
 * @param steady at a steady rate
 * @param steadyCpuSeconds that its process used meanwhile
 */
record Sample(Load full, double fullCpuSeconds, Load steady, double steadyCpuSeconds) {
  /** Processor time of a request at full speed, in microseconds. */
  double fullCpuMicros() {
    return fullCpuSeconds * 1e6 / full.requests();
  }

  /** Processor time of a request at the steady rate, in microseconds. */
  double steadyCpuMicros() {
    return steadyCpuSeconds * 1e6 / steady.requests();
  }

  long failed() {
    return full.failed() + steady.failed();
  }
}
