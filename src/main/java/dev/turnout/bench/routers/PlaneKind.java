package dev.turnout.bench.routers;

import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.haproxy.HaproxyRouter;
import dev.turnout.agents.router.haproxy.HaproxySettings;
import dev.turnout.agents.router.nginx.NginxMode;
import dev.turnout.agents.router.nginx.NginxRouter;
import dev.turnout.agents.router.nginx.NginxSettings;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.router.proxy.ProxyConfig;
import dev.turnout.agents.router.proxy.ProxyRouter;
import dev.turnout.agents.routing.Stickiness;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The data planes that can be measured on one machine. */
public enum PlaneKind {
  PROXY("proxy", 1) {
    @Override
    Plane start(Path directory) {
      ProxyRouter router =
          ProxyRouter.start(ProxyConfig.of(Map.of(Plane.MODEL, new ListenAddress(HOST, 0))));
      return new ProxyPlane(router);
    }
  },
  HAPROXY("haproxy", 1) {
    @Override
    Plane start(Path directory) throws IOException {
      ListenAddress listen = new ListenAddress(HOST, freePort());
      HaproxySettings settings =
          new HaproxySettings(
              directory,
              Map.of(Plane.MODEL, listen),
              List.of(KEY),
              Optional.empty(),
              REQUEST,
              CONNECT);
      HaproxyRouter router = HaproxyRouter.open(settings);
      List<String> command =
          List.of(program("haproxy"), "-db", "-f", settings.configFile().toString());
      return ProcessPlane.start(router, listen.port(), command, directory);
    }
  },
  NGINX("nginx", 1) {
    @Override
    Plane start(Path directory) throws IOException {
      return nginx(directory, Optional.empty());
    }
  },
  /** As where NGINX has no Lua: a reload costs more, so it is changed less often. */
  NGINX_RELOAD("nginx-reload", 20) {
    @Override
    Plane start(Path directory) throws IOException {
      NginxSettings probe = settings(directory, new ListenAddress(HOST, freePort()));
      return nginx(directory, Optional.of(NginxRouter.reloadMode(probe)));
    }
  };

  static final Stickiness KEY = Stickiness.header("x-user-id");
  private static final String HOST = "127.0.0.1";
  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final String word;
  private final int slowness;

  PlaneKind(String word, int slowness) {
    this.word = word;
    this.slowness = slowness;
  }

  /** Its name in commands. */
  public String word() {
    return word;
  }

  /** How many changes are measured when the fast ones get so many. */
  int changes(int most) {
    return Math.max(1, most / slowness);
  }

  /** The kind of a name. */
  public static Optional<PlaneKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** Whether its program is installed. */
  public boolean isInstalled() {
    return this == PROXY || find(this == HAPROXY ? "haproxy" : "nginx").isPresent();
  }

  /**
   * Starts it.
   *
   * @param directory an empty one of its own
   */
  abstract Plane start(Path directory) throws IOException;

  private static Plane nginx(Path directory, Optional<NginxMode> mode) throws IOException {
    ListenAddress listen = new ListenAddress(HOST, freePort());
    NginxSettings settings = settings(directory, listen);
    NginxRouter router =
        mode.map(wanted -> NginxRouter.open(settings, wanted))
            .orElseGet(() -> NginxRouter.open(settings));
    List<String> command =
        List.of(program("nginx"), "-c", settings.configFile().toString(), "-g", "daemon off;");
    return ProcessPlane.start(router, listen.port(), command, directory);
  }

  private static NginxSettings settings(Path directory, ListenAddress listen) {
    return new NginxSettings(
        program("nginx"),
        directory,
        Map.of(Plane.MODEL, listen),
        Optional.empty(),
        REQUEST,
        CONNECT);
  }

  private static String program(String name) {
    return find(name)
        .map(Path::toString)
        .orElseThrow(() -> new RouterException("Expected '%s' to be installed".formatted(name)));
  }

  /** Debian keeps them where the PATH of users does not look. */
  private static Optional<Path> find(String name) {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
