package dev.turnout.agents.router.nginx;

import dev.turnout.agents.router.local.UnixSocket;
import dev.turnout.agents.router.proxy.ListenAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One NGINX, which serves some models.
 *
 * @param program the executable, by name or path
 * @param directory where its configuration, its socket and its temporary files are
 * @param listeners where the requests of each model come in
 * @param log where the agent hears of each request; empty to hear nothing
 * @param requestTimeout how long a version may be silent
 * @param connectTimeout how long a connection may take
 */
public record NginxSettings(
    String program,
    Path directory,
    Map<String, ListenAddress> listeners,
    Optional<ListenAddress> log,
    Duration requestTimeout,
    Duration connectTimeout) {
  public NginxSettings {
    directory = directory.toAbsolutePath().normalize();
    listeners = new TreeMap<>(listeners);
    if (socket(directory).toString().length() > UnixSocket.LONGEST_PATH) {
      throw new IllegalArgumentException(
          "Expected the socket's path to have at most %d characters, but got %s (name a shorter 'directory')"
              .formatted(UnixSocket.LONGEST_PATH, socket(directory)));
    }
  }

  /** What NGINX is started with. */
  public Path configFile() {
    return directory.resolve("nginx.conf");
  }

  Path rowsFile() {
    return directory.resolve("routes.map");
  }

  Path socket() {
    return socket(directory);
  }

  /** The model's number, from 0, as variables are named by it. */
  int number(String model) {
    return new ArrayList<>(listeners.keySet()).indexOf(model);
  }

  List<String> models() {
    return List.copyOf(listeners.keySet());
  }

  private static Path socket(Path directory) {
    return directory.resolve("nginx.sock");
  }
}
