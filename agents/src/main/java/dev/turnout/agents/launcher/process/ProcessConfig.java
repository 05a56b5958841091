package dev.turnout.agents.launcher.process;

import dev.turnout.agents.router.Endpoint;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the versions of one model are run as processes.
 *
 * @param model name of the model
 * @param command what to run
 * @param directory where logs and process records are kept; made when it is missing
 * @param startTimeout how long a process may take until it is ready; default 5 min; too small kills
 *     large models while they load, too large hides one that hangs
 * @param grace between asking a process to end and killing it; default 10 s; too small breaks
 *     requests in flight
 * @param attempts starts without success until the version counts as failed, from 1; default 5
 * @param backOff wait before the second start, doubling up to a minute; default 1 s
 * @param maxLogBytes size of a version's log at which it is cut, from 4096; default 16 MiB; one
 *     older piece of the same size is kept
 * @param limits what a process may use; default none
 * @param protocol what the servers speak; default HTTP/1
 * @param foreignListener whether the port may be served by a process that is no descendant of the
 *     command, as with containers; default false: that is taken for a stranger on the port
 */
public record ProcessConfig(
    String model,
    CommandTemplate command,
    Path directory,
    Duration startTimeout,
    Duration grace,
    int attempts,
    Duration backOff,
    long maxLogBytes,
    ResourceLimits limits,
    Endpoint.Protocol protocol,
    boolean foreignListener) {

  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);

  public ProcessConfig {
    requirePositive("start timeout", startTimeout);
    requirePositive("back-off", backOff);
    if (grace.isNegative()) {
      throw new IllegalArgumentException("Expected a grace from 0, but got " + grace);
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("Expected at least 1 attempt, but got " + attempts);
    }
    if (maxLogBytes < 4096) {
      throw new IllegalArgumentException(
          "Expected logs of at least 4096 bytes, but got " + maxLogBytes);
    }
  }

  /** The defaults. */
  public static ProcessConfig of(String model, CommandTemplate command, Path directory) {
    return new ProcessConfig(
        model,
        command,
        directory,
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        5,
        Duration.ofSeconds(1),
        16L << 20,
        ResourceLimits.none(),
        Endpoint.Protocol.HTTP1,
        false);
  }

  /** The same with other times and attempts. */
  public ProcessConfig withTimes(
      Duration newStartTimeout, Duration newGrace, int newAttempts, Duration newBackOff) {
    return new ProcessConfig(
        model,
        command,
        directory,
        newStartTimeout,
        newGrace,
        newAttempts,
        newBackOff,
        maxLogBytes,
        limits,
        protocol,
        foreignListener);
  }

  /** The same for servers of another kind. */
  public ProcessConfig withServer(
      ResourceLimits newLimits, Endpoint.Protocol newProtocol, boolean mayBeForeign) {
    return new ProcessConfig(
        model,
        command,
        directory,
        startTimeout,
        grace,
        attempts,
        backOff,
        maxLogBytes,
        newLimits,
        newProtocol,
        mayBeForeign);
  }

  /** The wait after a number of failures in a row, from 1. */
  Duration backOffAfter(int failures) {
    Duration wait = backOff.multipliedBy(1L << Math.min(failures - 1, 16));
    return wait.compareTo(LONGEST_BACK_OFF) < 0 ? wait : LONGEST_BACK_OFF;
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "Expected a %s greater than 0, but got %s".formatted(what, value));
    }
  }
}
