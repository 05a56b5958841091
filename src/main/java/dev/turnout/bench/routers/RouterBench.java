package dev.turnout.bench.routers;

import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Changes weights under load, and counts what is lost. */
public final class RouterBench {
  private static final int CLIENTS = 4;
  private static final int AGAIN = 50;
  private static final int WARM_REQUESTS = 1000;
  private static final long WARM_LIMIT_NANOS = 10_000_000_000L;
  private static final long PAUSE_MILLIS = 2;
  private static final double[] WEIGHTS = {0.05, 0.25, 0.5};

  private final Installed installed;
  private final int changes;
  private final int users;
  private final Random random = new Random(1);
  private long epoch;

  /**
   * @param installed programs that it starts
   * @param changes of weights, from 1
   * @param users for each weight whose share is measured, from 1
   */
  public RouterBench(Installed installed, int changes, int users) {
    this.installed = installed;
    this.changes = changes;
    this.users = users;
  }

  /** The table of results. */
  public static String table(List<RouterResult> results) {
    return RouterResult.table(results);
  }

  /** The results as documents. */
  public static List<Map<String, Object>> trees(List<RouterResult> results) {
    return results.stream().map(RouterResult::tree).toList();
  }

  /** Measures one data plane. */
  public RouterResult run(PlaneKind kind) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("turnout-bench");
    // The workers of an NGINX are nobody if its master is root.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    epoch = 0;
    try (RawServer one = RawServer.start();
        RawServer two = RawServer.start();
        Plane plane = kind.start(directory, installed)) {
      Map<String, Endpoint> endpoints = Map.of("v1", one.endpoint(), "v2", two.endpoint());
      return measure(kind, plane, endpoints);
    } finally {
      delete(directory);
    }
  }

  private RouterResult measure(PlaneKind kind, Plane plane, Map<String, Endpoint> endpoints)
      throws IOException, InterruptedException {
    plane.router().apply(table(0.5), endpoints);
    LongAdder requests = new LongAdder();
    LongAdder lost = new LongAdder();
    List<Double> applied = new ArrayList<>();
    AtomicBoolean enough = new AtomicBoolean();
    List<Thread> load = load(plane.port(), requests, lost, enough);
    try {
      awaitLoad(requests);
      for (int i = 0; i < changes; i++) {
        applied.add(apply(plane, table(random.nextInt(101) / 100.0), endpoints));
        Thread.sleep(PAUSE_MILLIS);
      }
    } finally {
      enough.set(true);
      for (Thread client : load) {
        client.join();
      }
    }
    List<Double> again = new ArrayList<>();
    RouteSnapshot last = table(0.5);
    plane.router().apply(last, endpoints);
    for (int i = 0; i < AGAIN; i++) {
      again.add(apply(plane, last, endpoints));
    }
    return new RouterResult(
        kind.word(),
        applied.size(),
        requests.sum(),
        lost.sum(),
        plane.router().capabilities().contains(Capability.LOSSLESS),
        applied,
        again,
        sigmas(plane, endpoints));
  }

  /** How long it took until the table was in force and read back. */
  private static double apply(Plane plane, RouteSnapshot table, Map<String, Endpoint> endpoints) {
    long start = System.nanoTime();
    plane.router().apply(table, endpoints);
    boolean inForce = plane.router().inForce(Plane.MODEL).filter(table::equals).isPresent();
    double millis = (System.nanoTime() - start) / 1e6;
    if (!inForce) {
      throw new RouterException("Expected epoch %d to be in force".formatted(table.epoch()));
    }
    return millis;
  }

  private static List<Thread> load(
      int port, LongAdder requests, LongAdder lost, AtomicBoolean enough) {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String name = "user-" + i + "-";
      Thread client = new Thread(() -> ask(port, name, requests, lost, enough), "turnout-bench");
      client.setDaemon(true);
      client.start();
      clients.add(client);
    }
    return clients;
  }

  private static void awaitLoad(LongAdder requests) throws InterruptedException {
    long deadline = System.nanoTime() + WARM_LIMIT_NANOS;
    while (requests.sum() < WARM_REQUESTS && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static void ask(
      int port, String name, LongAdder requests, LongAdder lost, AtomicBoolean enough) {
    try (StrictClient client = new StrictClient(port)) {
      for (int i = 0; !enough.get(); i++) {
        requests.increment();
        try {
          client.ask(name + i % 2000);
        } catch (IOException e) {
          lost.increment();
        }
      }
    }
  }

  private double sigmas(Plane plane, Map<String, Endpoint> endpoints) throws IOException {
    double worst = 0;
    try (StrictClient client = new StrictClient(plane.port())) {
      for (double weight : WEIGHTS) {
        plane.router().apply(table(weight), endpoints);
        long candidates = 0;
        for (int i = 0; i < users; i++) {
          candidates += askPatiently(client, "person-" + i).equals("v2") ? 1 : 0;
        }
        double sigma = Math.sqrt(users * weight * (1 - weight));
        worst = Math.max(worst, Math.abs(candidates - users * weight) / sigma);
      }
    }
    return worst;
  }

  /** A reload may close the connection that the client kept; this is not what is measured here. */
  private static String askPatiently(StrictClient client, String user) throws IOException {
    try {
      return client.ask(user);
    } catch (IOException e) {
      return client.ask(user);
    }
  }

  private RouteSnapshot table(double candidate) {
    return new RouteSnapshot(
        Plane.MODEL,
        ++epoch,
        "bench",
        PlaneKind.KEY,
        List.of(new VersionRoute("v2", candidate), new VersionRoute("v1", 1 - candidate)),
        List.of());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
