package dev.turnout.agents.router.proxy;

import dev.turnout.agents.mirror.MirrorLimits;
import java.time.Duration;
import java.util.Map;

/**
 * How the proxy listens, and how long it waits.
 *
 * @param listeners where the requests of each model come in
 * @param eventLoops threads that carry requests, from 1; default the number of cores; more than
 *     that only costs
 * @param requestTimeout how long a version may be silent before the request ends with a 504;
 *     default 30 s; too small breaks slow models, too large hides a hanging one
 * @param connectTimeout how long a connection may take before the request ends with a 502; default
 *     2 s
 * @param maxBufferedBody bytes of a request body that are kept so that the request can be sent
 *     again; default 1 MiB; a larger body is streamed and sent once
 * @param maxConnections connections per event loop and endpoint, from 1; default 512
 * @param shutdownGrace how long requests in flight may take to end on close; default 5 s
 * @param maxCopies copies of one model's requests on their way to a candidate, from 1; default 256;
 *     more are not sent: too small sheds copies of a slow model, too large keeps much in memory
 * @param maxComparedAnswer bytes of an answer that are kept so that it can be compared, from 0;
 *     default 64 KiB; larger answers are not compared
 */
public record ProxyConfig(
    Map<String, ListenAddress> listeners,
    int eventLoops,
    Duration requestTimeout,
    Duration connectTimeout,
    int maxBufferedBody,
    int maxConnections,
    Duration shutdownGrace,
    int maxCopies,
    int maxComparedAnswer) {

  public ProxyConfig {
    listeners = Map.copyOf(listeners);
    requireAtLeast("eventLoops", eventLoops, 1);
    requireAtLeast("maxBufferedBody", maxBufferedBody, 0);
    requireAtLeast("maxConnections", maxConnections, 1);
    requireAtLeast("maxCopies", maxCopies, 1);
    requireAtLeast("maxComparedAnswer", maxComparedAnswer, 0);
    requirePositive("requestTimeout", requestTimeout);
    requirePositive("connectTimeout", connectTimeout);
    if (shutdownGrace.isNegative()) {
      throw new IllegalArgumentException("Expected shutdownGrace from 0, but got " + shutdownGrace);
    }
  }

  /** The defaults, with these listeners. */
  public static ProxyConfig of(Map<String, ListenAddress> listeners) {
    return new ProxyConfig(
        listeners,
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        1 << 20,
        512,
        Duration.ofSeconds(5),
        256,
        64 << 10);
  }

  /** What copies of requests may cost; one may take as long as a request. */
  MirrorLimits mirrorLimits() {
    return new MirrorLimits(maxCopies, maxComparedAnswer, requestTimeout, connectTimeout);
  }

  /** The same with other time limits. */
  public ProxyConfig withTimeouts(Duration request, Duration connect, Duration shutdown) {
    return new ProxyConfig(
        listeners,
        eventLoops,
        request,
        connect,
        maxBufferedBody,
        maxConnections,
        shutdown,
        maxCopies,
        maxComparedAnswer);
  }

  /** The same with other limits of copies. */
  public ProxyConfig withCopies(int most, int largestComparedAnswer) {
    return new ProxyConfig(
        listeners,
        eventLoops,
        requestTimeout,
        connectTimeout,
        maxBufferedBody,
        maxConnections,
        shutdownGrace,
        most,
        largestComparedAnswer);
  }

  private static void requireAtLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Expected %s from %d, but got %d".formatted(key, least, value));
    }
  }

  private static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "Expected %s greater than 0, but got %s".formatted(key, value));
    }
  }
}
