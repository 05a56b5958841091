package dev.turnout.agents.router.haproxy;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.RouteRow;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.local.UnixSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The commands of HAProxy's runtime API that the router needs. */
final class HaproxyApi {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final HaproxySettings settings;
  private final UnixSocket socket;
  private long writes;

  HaproxyApi(HaproxySettings settings) {
    this.settings = settings;
    this.socket = new UnixSocket(settings.socket(), LIMIT);
  }

  /** How many commands were sent that change something. */
  long writes() {
    return writes;
  }

  /** The row of each model. */
  Map<String, String> rows() {
    String answer = ask("show map " + settings.mapFile());
    if (answer.startsWith("Unknown map")) {
      throw new RouterException(
          "Expected HAProxy to run with %s, but it does not know the map %s"
              .formatted(settings.configFile(), settings.mapFile()));
    }
    Map<String, String> rows = new TreeMap<>();
    for (String line : answer.split("\n")) {
      String[] parts = line.split(" ", 3);
      if (parts.length == 3) {
        rows.put(parts[1], parts[2]);
      }
    }
    return rows;
  }

  void setRow(String model, String row, boolean isNew) {
    write("%s map %s %s %s".formatted(isNew ? "add" : "set", settings.mapFile(), model, row));
  }

  /** The servers of a model by name: the address, followed by {@code !} if it takes no requests. */
  Map<String, String> servers(String model) {
    String answer = ask("show servers state " + model);
    List<String> lines = Arrays.asList(answer.split("\n"));
    if (lines.size() < 2 || !lines.get(1).startsWith("# ")) {
      throw new RouterException(
          "Expected HAProxy to have a backend '%s', but it says: %s (reload it: it runs with an older %s)"
              .formatted(model, answer.strip(), settings.configFile()));
    }
    Map<String, Integer> column = new HashMap<>();
    String[] names = lines.get(1).substring(2).split(" ");
    for (int i = 0; i < names.length; i++) {
      column.put(names[i], i);
    }
    Map<String, String> servers = new TreeMap<>();
    for (String line : lines.subList(2, lines.size())) {
      String[] cells = line.split(" ");
      if (cells.length == names.length) {
        UnaryOperator<String> cell = name -> cells[Objects.requireNonNull(column.get(name), name)];
        String address = cell.apply("srv_addr") + ":" + cell.apply("srv_port");
        boolean ready = cell.apply("srv_admin_state").equals("0");
        servers.put(cell.apply("srv_name"), ready ? address : address + "!");
      }
    }
    return servers;
  }

  void addServer(String model, Endpoint endpoint) {
    String name = model + "/" + RouteRow.server(endpoint);
    write("add server %s %s".formatted(name, HaproxyConfigText.server(endpoint)));
    write("enable server " + name);
  }

  /** Puts a server right whose state or address is not what its name says. */
  void mendServer(String model, Endpoint endpoint) {
    String name = model + "/" + RouteRow.server(endpoint);
    write("set server %s addr %s port %d".formatted(name, endpoint.host(), endpoint.port()));
    write("set server %s state ready".formatted(name));
  }

  /** Whether the server is gone; it is not as long as it has connections. */
  boolean removeServer(String model, String server) {
    String name = model + "/" + server;
    write("set server %s state maint".formatted(name));
    writes++;
    return ask("del server " + name).contains("Server deleted");
  }

  private void write(String command) {
    writes++;
    String answer = ask(command).strip();
    boolean fine =
        answer.isEmpty()
            || answer.startsWith("New server registered")
            || answer.contains("changed from")
            || answer.startsWith("no need to change")
            || answer.startsWith("nothing changed");
    if (!fine) {
      throw new RouterException(
          "Expected HAProxy to take '%s', but it says: %s".formatted(command, answer));
    }
  }

  private String ask(String command) {
    return socket.ask(command + "\n");
  }
}
