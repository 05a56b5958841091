package dev.turnout.agents.router.nginx;

import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.RouteRow;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.local.Addresses;
import dev.turnout.agents.router.local.RowFile;
import dev.turnout.agents.router.local.WholeFile;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionRoute;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The router that is an NGINX, started by somebody else with the configuration that this writes.
 * With Lua a table is one value that is swapped; without, it is a new configuration and a reload.
 */
public final class NginxRouter implements Router {
  private static final long RELOAD_LIMIT_NANOS = 10_000_000_000L;
  private static final long LOOK_AGAIN_MILLIS = 5;

  private final NginxSettings settings;
  private final NginxMode mode;
  private final NginxProgram program;
  private final NginxControl control;
  private final WholeFile config;
  private final RowFile rows;
  private long writes;

  private NginxRouter(NginxSettings settings, NginxProgram program, NginxMode mode) {
    this.settings = settings;
    this.program = program;
    this.mode = mode;
    this.control = new NginxControl(settings);
    this.config = new WholeFile(settings.configFile());
    this.rows = new RowFile(settings.rowsFile());
  }

  /**
   * Finds out what this NGINX can, and writes what it needs to start.
   *
   * @throws RouterException if the program is missing or the files cannot be written
   */
  public static NginxRouter open(NginxSettings settings) {
    return open(settings, any -> true);
  }

  /** The same with the best of these modes only. */
  public static NginxRouter open(NginxSettings settings, Predicate<NginxMode> these) {
    prepare(settings);
    NginxProgram program = new NginxProgram(settings);
    NginxRouter router = new NginxRouter(settings, program, program.mode(these));
    router.control.clean();
    router.install(router.configuration(router.rows.read()));
    return router;
  }

  @Override
  public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
    requireThatItCan(snapshot, endpoints);
    String model = snapshot.model();
    String found = control.row(model);
    AppliedRoutes next = new AppliedRoutes(snapshot, Addresses.resolved(endpoints));
    AppliedRoutes after =
        RouteRow.decode(model, found).map(old -> old.followedBy(next)).orElse(next);
    String row = RouteRow.encode(after);
    Map<String, String> all = rows.read();
    all.put(model, row);
    if (!row.equals(found)) {
      writes++;
      if (mode.isLua()) {
        requireInForce(row, control.put(model, row));
      } else {
        reload(model, row, configuration(all));
      }
    }
    rows.write(all);
  }

  @Override
  public Optional<RouteSnapshot> inForce(String model) {
    return RouteRow.decode(model, control.row(model)).map(AppliedRoutes::snapshot);
  }

  @Override
  public Set<Capability> capabilities() {
    return mode.capabilities();
  }

  /** How this NGINX takes a new table. */
  public NginxMode mode() {
    return mode;
  }

  /** Leaves NGINX as it is: it goes on with the table in force. */
  @Override
  public void close() {}

  long writes() {
    return writes;
  }

  private void requireThatItCan(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
    if (!settings.listeners().containsKey(snapshot.model())) {
      throw new RouterException(
          "Expected a listener for model '%s', but NGINX has listeners for %s"
              .formatted(snapshot.model(), settings.models()));
    }
    if (!snapshot.mirrors().isEmpty()) {
      throw new RouterException("NGINX cannot mirror requests; a proxy of Turnout can");
    }
    for (Endpoint endpoint : endpoints.values()) {
      if (endpoint.protocol() != Endpoint.Protocol.HTTP1) {
        throw new RouterException(
            "Expected endpoints with http://, but got %s (NGINX speaks HTTP/1.1 to servers here)"
                .formatted(endpoint));
      }
    }
    for (VersionRoute route : snapshot.routes()) {
      if (!mode.isLua() && route.millionths() % SplitText.STEP_MILLIONTHS != 0) {
        throw new RouterException(
            "Expected weights in steps of 0.0001, but got %s (NGINX without Lua knows no finer ones)"
                .formatted(route));
      }
    }
  }

  /** The old configuration comes back if the new one is not accepted or not taken. */
  private void reload(String model, String row, String text) {
    String complaint = program.complaint(text);
    if (!complaint.isEmpty()) {
      throw new RouterException(
          "Expected NGINX to accept its configuration, but it says: " + complaint);
    }
    String before = config.read();
    config.write(text);
    try {
      NginxWorkers old = NginxWorkers.of(settings);
      program.reload();
      await(() -> old.acceptNothing() && control.row(model).equals(row));
      requireInForce(row, control.row(model));
    } catch (RouterException e) {
      config.write(before);
      throw e;
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + RELOAD_LIMIT_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      sleep();
    }
  }

  private static void requireInForce(String row, String found) {
    if (!found.equals(row)) {
      throw new RouterException(
          "Expected NGINX to have '%s' in force, but it has '%s'".formatted(row, found));
    }
  }

  private String configuration(Map<String, String> all) {
    Map<String, AppliedRoutes> tables = new TreeMap<>();
    all.forEach(
        (model, row) -> {
          if (settings.listeners().containsKey(model)) {
            RouteRow.decode(model, row).ifPresent(table -> tables.put(model, table));
          }
        });
    return new NginxConfigText(settings, mode).with(tables);
  }

  /** An NGINX that runs with an older configuration takes this one. */
  private void install(String text) {
    boolean changed = !config.read().equals(text);
    config.write(text);
    if (changed && control.answers()) {
      program.reload();
    }
  }

  private static void prepare(NginxSettings settings) {
    try {
      Files.createDirectories(settings.directory().resolve("tmp"));
    } catch (IOException e) {
      throw new RouterException("Expected a directory, but: " + e, e);
    }
    new WholeFile(settings.directory().resolve("turnout.lua")).write(script());
  }

  private static String script() {
    try (InputStream in = NginxRouter.class.getResourceAsStream("turnout.lua")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("Expected turnout.lua in the program", e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterException("Interrupted while NGINX was reloading", e);
    }
  }
}
