package dev.turnout.agents.config;

import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.router.proxy.ProxyConfig;
import java.time.Duration;
import java.util.Map;

/**
 * Limits of the embedded proxy, for all models; their meaning is that of {@link ProxyConfig}.
 *
 * @param eventLoops default the number of cores
 * @param requestTimeout default 30 s
 * @param connectTimeout default 2 s
 * @param maxBufferedBody in bytes; default 1 MiB
 * @param maxConnections default 512
 * @param shutdownGrace default 5 s
 * @param maxCopies default 256
 * @param maxComparedAnswer in bytes; default 64 KiB
 */
public record ProxyLimits(
    int eventLoops,
    Duration requestTimeout,
    Duration connectTimeout,
    int maxBufferedBody,
    int maxConnections,
    Duration shutdownGrace,
    int maxCopies,
    int maxComparedAnswer) {
  public ProxyLimits {
    // Checks them all.
    ProxyConfig unused =
        new ProxyConfig(
            Map.of(),
            eventLoops,
            requestTimeout,
            connectTimeout,
            maxBufferedBody,
            maxConnections,
            shutdownGrace,
            maxCopies,
            maxComparedAnswer);
  }

  public static ProxyLimits defaults() {
    ProxyConfig config = ProxyConfig.of(Map.of());
    return new ProxyLimits(
        config.eventLoops(),
        config.requestTimeout(),
        config.connectTimeout(),
        config.maxBufferedBody(),
        config.maxConnections(),
        config.shutdownGrace(),
        config.maxCopies(),
        config.maxComparedAnswer());
  }

  /** The proxy's configuration with these listeners. */
  public ProxyConfig with(Map<String, ListenAddress> listeners) {
    return new ProxyConfig(
        listeners,
        eventLoops,
        requestTimeout,
        connectTimeout,
        maxBufferedBody,
        maxConnections,
        shutdownGrace,
        maxCopies,
        maxComparedAnswer);
  }
}
