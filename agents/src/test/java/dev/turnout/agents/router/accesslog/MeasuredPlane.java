package dev.turnout.agents.router.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.report.LatencyBins;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.NamedServers;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import dev.turnout.agents.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A data plane whose access log is counted, in front of a server in all kinds of trouble. */
public final class MeasuredPlane implements AutoCloseable {
  /** How long the planes under test wait for an answer: longer than a busy machine stands still. */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

  private static final int SLOW_MILLIS = 50;

  private final AccessLog log = AccessLog.open(new ListenAddress("127.0.0.1", 0));
  private final ModelCounters counters = new ModelCounters();
  private final NamedServers client = new NamedServers();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private long epoch;

  /** Where the plane must send its log. */
  public int logPort() {
    return log.port();
  }

  public long unusable() {
    return log.unusable();
  }

  /** Sends requests of every kind through the plane, and sees that each was counted as it was. */
  public void run(Router router, int port) {
    counters.version("v1");
    log.count("fraud", counters);
    Endpoint fine = server(200, 0);
    ask(router, port, fine, 5);
    assertThat(counted(5))
        .extracting(VersionTotals::requests, VersionTotals::errors)
        .containsExactly(5L, 0L);

    ask(router, port, server(404, 0), 2);
    ask(router, port, server(500, 0), 3);
    assertThat(counted(10).errors()).isEqualTo(3);

    ask(router, port, server(200, SLOW_MILLIS), 2);
    VersionTotals slow = counted(12);
    int bin = slow.bins().keySet().stream().reduce((a, b) -> b).orElseThrow();
    assertThat(LatencyBins.upperEdgeMillis(bin))
        .isBetween(SLOW_MILLIS * 0.98, 0.98 * REQUEST_TIMEOUT.toMillis());

    ask(router, port, Endpoint.parse("http://127.0.0.1:" + FreePorts.take()), 2);
    assertThat(counted(14).errors()).isEqualTo(5);

    ask(router, port, server(200, REQUEST_TIMEOUT.toMillis() + 1000), 1);
    VersionTotals late = counted(15);
    assertThat(late.errors()).isEqualTo(6);
    assertThat(late.bins()).containsKey(LatencyBins.LAST);
  }

  @Override
  public void close() {
    log.close();
    client.close();
    threads.shutdownNow();
  }

  private void ask(Router router, int port, Endpoint endpoint, int times) {
    router.apply(
        new RouteSnapshot(
            "fraud",
            ++epoch,
            "s",
            Stickiness.none(),
            List.of(new VersionRoute("v1", 1)),
            List.of()),
        Map.of("v1", endpoint));
    for (int i = 0; i < times; i++) {
      client.get(port, "x-a", "b");
    }
  }

  private VersionTotals counted(long requests) {
    VersionTotals totals = counters.version("v1").totals();
    for (int i = 0; i < 3000 && totals.requests() < requests; i++) {
      pause(10);
      totals = counters.version("v1").totals();
    }
    assertThat(totals.requests()).isEqualTo(requests);
    return totals;
  }

  private Endpoint server(int status, long delayMillis) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            pause(delayMillis);
            exchange.sendResponseHeaders(status, 1);
            exchange.getResponseBody().write('x');
            exchange.close();
          });
      server.start();
      return new Endpoint(Endpoint.Protocol.HTTP1, "127.0.0.1", server.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
