package dev.turnout.bench.proxy;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import dev.turnout.bench.routers.Installed;
import dev.turnout.bench.routers.Plane;
import dev.turnout.bench.routers.PlaneKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The other proxies that are installed, with the same split of the same servers. */
final class Peers implements AutoCloseable {
  private static final List<PlaneKind> KINDS = List.of(PlaneKind.HAPROXY, PlaneKind.NGINX);

  private static final String PLAIN =
      """
      defaults
        mode http
        timeout connect 2s
        timeout server 30s
        timeout client 60s
        timeout http-keep-alive 60s
        http-reuse aggressive

      frontend split
        bind 127.0.0.1:%1$d
        http-request set-var(txn.key) req.hdr(%2$s)
        http-request set-var(txn.bucket) str(%3$s),concat(:,txn.key),xxh32(0),mod(1000000)
        use_backend candidate if { var(txn.bucket) -m int lt %4$d }
        default_backend stable

      backend stable
        server stable %5$s

      backend candidate
        server candidate %6$s
      """;

  private final List<Plane> planes = new ArrayList<>();
  private final List<Contender> contenders = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  private Peers() {}

  /**
   * @param folder that everybody may read: the workers of an NGINX are nobody if its master is root
   * @param port for the plain HAProxy
   */
  static Peers start(Installed installed, Path folder, Map<String, Endpoint> endpoints, int port)
      throws IOException {
    Peers peers = new Peers();
    try {
      if (installed.has(PlaneKind.HAPROXY)) {
        peers.addPlain(installed.path("haproxy"), folder, endpoints, port);
      }
      for (PlaneKind kind : KINDS) {
        if (installed.has(kind)) {
          Path own = Files.createDirectory(folder.resolve(kind.word()));
          peers.add(kind.word(), kind.start(own, installed), endpoints);
        }
      }
      return peers;
    } catch (IOException | RuntimeException e) {
      peers.close();
      throw e;
    }
  }

  List<Contender> contenders() {
    return List.copyOf(contenders);
  }

  private void add(String name, Plane plane, Map<String, Endpoint> endpoints) {
    planes.add(plane);
    plane.router().apply(table(), endpoints);
    contenders.add(new Contender(name, plane.port(), plane.process()));
  }

  /**
   * A HAProxy that does nothing but split: no ids, no version in the answer, no tables to change.
   */
  private void addPlain(String program, Path folder, Map<String, Endpoint> endpoints, int port)
      throws IOException {
    Path config = folder.resolve("plain.cfg");
    Files.writeString(
        config,
        PLAIN.formatted(
            port,
            BenchTables.KEY,
            BenchTables.SALT,
            Math.round(BenchTables.CANDIDATE_WEIGHT * 1_000_000),
            authority(endpoints, BenchTables.STABLE),
            authority(endpoints, BenchTables.CANDIDATE)));
    Process process =
        new ProcessBuilder(program, "-db", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("plain.log").toFile())
            .start();
    processes.add(process);
    contenders.add(new Contender(Contender.PLAIN_HAPROXY, port, Optional.of(process.toHandle())));
  }

  private static String authority(Map<String, Endpoint> endpoints, String version) {
    return Objects.requireNonNull(endpoints.get(version), version).authority();
  }

  private static RouteSnapshot table() {
    double weight = BenchTables.CANDIDATE_WEIGHT;
    return new RouteSnapshot(
        Plane.MODEL,
        1,
        BenchTables.SALT,
        Stickiness.header(BenchTables.KEY),
        List.of(
            new VersionRoute(BenchTables.CANDIDATE, weight),
            new VersionRoute(BenchTables.STABLE, 1 - weight)),
        List.of());
  }

  @Override
  public void close() {
    planes.forEach(Plane::close);
    processes.forEach(Process::destroy);
  }
}
