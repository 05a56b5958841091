package dev.turnout.agents.router.haproxy;

import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.DataPlane;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.RouteRow;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.local.Addresses;
import dev.turnout.agents.router.local.RowFile;
import dev.turnout.agents.router.local.WholeFile;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The router that is a HAProxy, started by somebody else with the configuration that this writes.
 * Tables are changed through the runtime API, without a reload: servers are added first, then one
 * value of a map decides everything. The files follow, so that a restart of HAProxy finds the same.
 */
public final class HaproxyRouter implements Router {
  private final HaproxySettings settings;
  private final HaproxyApi api;
  private final WholeFile config;
  private final RowFile map;

  private HaproxyRouter(HaproxySettings settings) {
    this.settings = settings;
    this.api = new HaproxyApi(settings);
    this.config = new WholeFile(settings.configFile());
    this.map = new RowFile(settings.mapFile());
  }

  /**
   * Writes what HAProxy needs to start; whether it runs is seen when it is asked.
   *
   * @throws RouterException if the files cannot be written
   */
  public static HaproxyRouter open(HaproxySettings settings) {
    HaproxyRouter router = new HaproxyRouter(settings);
    try {
      Files.createDirectories(settings.directory());
    } catch (IOException e) {
      throw new RouterException("Expected a directory, but: " + e, e);
    }
    router.save(router.map.read());
    return router;
  }

  @Override
  public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
    requireThatItCan(snapshot);
    String model = snapshot.model();
    Map<String, String> rows = api.rows();
    Optional<AppliedRoutes> before = decoded(rows, model);
    AppliedRoutes next = new AppliedRoutes(snapshot, Addresses.resolved(endpoints));
    AppliedRoutes after = before.map(old -> old.followedBy(next)).orElse(next);
    String row = RouteRow.encode(after);
    addServers(model, after.endpoints().values());
    boolean isNew = !rows.containsKey(model);
    boolean changed = !row.equals(rows.put(model, row));
    if (changed) {
      api.setRow(model, row, isNew);
      requireInForce(model, row);
    }
    save(rows);
    if (changed) {
      removeServers(model, before, after);
    }
  }

  @Override
  public Optional<RouteSnapshot> inForce(String model) {
    return decoded(api.rows(), model)
        .filter(applied -> servesAll(model, applied.endpoints().values()))
        .map(AppliedRoutes::snapshot);
  }

  @Override
  public Set<Capability> capabilities() {
    return DataPlane.HAPROXY.capabilities();
  }

  /** Leaves HAProxy as it is: it goes on with the table in force. */
  @Override
  public void close() {}

  long writes() {
    return api.writes();
  }

  private void requireThatItCan(RouteSnapshot snapshot) {
    if (!settings.listeners().containsKey(snapshot.model())) {
      throw new RouterException(
          "Expected a listener for model '%s', but HAProxy has listeners for %s"
              .formatted(snapshot.model(), settings.listeners().keySet()));
    }
    if (!snapshot.mirrors().isEmpty()) {
      throw new RouterException("HAProxy cannot mirror requests; a proxy of Turnout can");
    }
    if (snapshot.routes().size() > HaproxyConfigText.MOST_ARMS) {
      throw new RouterException(
          "Expected at most %d versions, but got %d"
              .formatted(HaproxyConfigText.MOST_ARMS, snapshot.routes().size()));
    }
    Stickiness key = snapshot.stickiness();
    if (!settings.knows(key)) {
      throw new RouterException(
          "Expected a key that HAProxy knows %s, but got %s (add it to 'keys' of the model's router, and reload HAProxy)"
              .formatted(settings.keys().stream().map(RouteRow::key).toList(), RouteRow.key(key)));
    }
  }

  private void addServers(String model, Collection<Endpoint> endpoints) {
    Map<String, String> known = api.servers(model);
    for (Endpoint endpoint : new HashSet<>(endpoints)) {
      String address = known.get(RouteRow.server(endpoint));
      if (address == null) {
        api.addServer(model, endpoint);
      } else if (!address.equals(endpoint.authority())) {
        api.mendServer(model, endpoint);
      }
    }
  }

  /**
   * A server is removed with the second table that does not use it: requests may still be on their
   * way to those of the first.
   */
  private void removeServers(String model, Optional<AppliedRoutes> before, AppliedRoutes after) {
    Set<String> kept = new TreeSet<>();
    after.endpoints().values().forEach(used -> kept.add(RouteRow.server(used)));
    before.ifPresent(
        old -> old.endpoints().values().forEach(used -> kept.add(RouteRow.server(used))));
    for (String server : api.servers(model).keySet()) {
      if (!kept.contains(server)) {
        api.removeServer(model, server);
      }
    }
  }

  private void requireInForce(String model, String row) {
    String found = api.rows().get(model);
    if (!row.equals(found)) {
      throw new RouterException(
          "Expected HAProxy to have '%s' for model '%s', but it has '%s'"
              .formatted(row, model, found));
    }
  }

  private boolean servesAll(String model, Collection<Endpoint> endpoints) {
    Map<String, String> servers = api.servers(model);
    return endpoints.stream()
        .allMatch(used -> used.authority().equals(servers.get(RouteRow.server(used))));
  }

  private void save(Map<String, String> rows) {
    Map<String, Set<Endpoint>> servers = new HashMap<>();
    for (String model : rows.keySet()) {
      decoded(rows, model)
          .ifPresent(applied -> servers.put(model, new TreeSet<>(applied.endpoints().values())));
    }
    config.write(new HaproxyConfigText(settings).with(servers));
    map.write(rows);
  }

  private static Optional<AppliedRoutes> decoded(Map<String, String> rows, String model) {
    return Optional.ofNullable(rows.get(model)).flatMap(row -> RouteRow.decode(model, row));
  }
}
