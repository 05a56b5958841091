package dev.turnout.bench.switching;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.router.proxy.ProxyConfig;
import dev.turnout.agents.router.proxy.ProxyRouter;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionPicker;
import dev.turnout.bench.routers.StrictClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The agent's proxy, where a switch is a new table, and the users that it has seen. */
final class TableRouter implements AutoCloseable {
  private static final String MODEL = "fraud";
  private static final String HOST = "127.0.0.1";

  /** So many users ask over HTTP; the others only pass the code that picks the version. */
  static final int OVER_HTTP = 1000;

  private static final int AGAIN = 100;
  private static final int WARM_UP = 50;
  private static final int BATCH = 1000;

  private final ProxyRouter proxy;
  private final Map<String, Endpoint> endpoints;
  private final int users;
  private final UserTables tables = new UserTables(MODEL);

  /**
   * Starts a proxy.
   *
   * @param endpoints of both versions
   * @param users that it will have seen
   */
  TableRouter(Map<String, Endpoint> endpoints, int users) {
    this.proxy = ProxyRouter.start(ProxyConfig.of(Map.of(MODEL, new ListenAddress(HOST, 0))));
    this.endpoints = endpoints;
    this.users = users;
  }

  /** Everybody asks once, and gets the stable version. */
  void see() throws IOException {
    RouteSnapshot table = tables.all(UserTables.STABLE);
    proxy.apply(table, endpoints);
    ask(UserTables.STABLE, OVER_HTTP);
    VersionPicker picker = new VersionPicker(table);
    for (int user = OVER_HTTP; user < users; user++) {
      require(name(user), UserTables.STABLE, picker.pick(name(user)));
    }
  }

  /** Switches until the virtual machine has compiled what it takes, and lets a few users ask. */
  void warmUp() throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      double unused = batchMicros();
    }
    check();
  }

  /** The first users ask again, and must get the candidate. */
  void check() throws IOException {
    ask(UserTables.CANDIDATE, AGAIN);
  }

  /**
   * Switches everybody there and back, again and again, and at last to the candidate: one switch is
   * too short for the clock.
   *
   * @return how long one took on average until its table was in force and read back, in
   *     microseconds
   */
  double batchMicros() {
    List<RouteSnapshot> batch = new ArrayList<>(BATCH);
    for (int i = 1; i <= BATCH; i++) {
      batch.add(tables.all(i % 2 == 0 ? UserTables.CANDIDATE : UserTables.STABLE));
    }
    int inForce = 0;
    long start = System.nanoTime();
    for (RouteSnapshot table : batch) {
      proxy.apply(table, endpoints);
      inForce += proxy.inForce(MODEL).filter(table::equals).isPresent() ? 1 : 0;
    }
    double micros = (System.nanoTime() - start) / 1e3 / BATCH;
    if (inForce != BATCH) {
      throw new IllegalStateException(
          "Expected %d tables in force, each in its turn, but %d were".formatted(BATCH, inForce));
    }
    return micros;
  }

  private void ask(String expected, int most) throws IOException {
    try (StrictClient client = new StrictClient(proxy.port(MODEL))) {
      for (int user = 0; user < Math.min(users, most); user++) {
        require(name(user), expected, client.ask(name(user)));
      }
    }
  }

  private static void require(String user, String expected, String version) {
    if (!version.equals(expected)) {
      throw new IllegalStateException(
          "Expected %s for %s, but got %s".formatted(expected, user, version));
    }
  }

  @Override
  public void close() {
    proxy.close();
  }

  static String name(int user) {
    return "user-" + user;
  }
}
