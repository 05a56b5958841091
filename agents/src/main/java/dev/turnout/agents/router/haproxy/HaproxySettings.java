package dev.turnout.agents.router.haproxy;

import dev.turnout.agents.router.local.UnixSocket;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.routing.Stickiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HAProxy, which serves some models.
 *
 * @param directory where its configuration, its map and its socket are
 * @param listeners where the requests of each model come in
 * @param keys where requests may carry their key; HAProxy must know it when it starts
 * @param log where the agent hears of each request; empty to hear nothing
 * @param requestTimeout how long a version may be silent
 * @param connectTimeout how long a connection may take
 */
public record HaproxySettings(
    Path directory,
    Map<String, ListenAddress> listeners,
    List<Stickiness> keys,
    Optional<ListenAddress> log,
    Duration requestTimeout,
    Duration connectTimeout) {
  public HaproxySettings {
    directory = directory.toAbsolutePath().normalize();
    listeners = new TreeMap<>(listeners);
    keys = List.copyOf(keys);
    if (socket(directory).toString().length() > UnixSocket.LONGEST_PATH) {
      throw new IllegalArgumentException(
          "Expected the socket's path to have at most %d characters, but got %s (name a shorter 'directory')"
              .formatted(UnixSocket.LONGEST_PATH, socket(directory)));
    }
  }

  /** What HAProxy is started with. */
  public Path configFile() {
    return directory.resolve("haproxy.cfg");
  }

  Path mapFile() {
    return directory.resolve("routes.map");
  }

  Path socket() {
    return socket(directory);
  }

  /** Whether HAProxy finds this key; the names of headers have no case. */
  boolean knows(Stickiness key) {
    boolean header = key.source() == Stickiness.Source.HEADER;
    return key.source() == Stickiness.Source.NONE
        || keys.stream()
            .filter(known -> known.source() == key.source())
            .map(Stickiness::name)
            .anyMatch(name -> header ? name.equalsIgnoreCase(key.name()) : name.equals(key.name()));
  }

  private static Path socket(Path directory) {
    return directory.resolve("haproxy.sock");
  }
}
