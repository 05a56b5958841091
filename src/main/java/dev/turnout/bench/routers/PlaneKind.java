package dev.turnout.bench.routers;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The data planes that can be measured on one machine. */
public enum PlaneKind {
  PROXY("proxy", Optional.empty()) {
    @Override
    public Plane start(Path directory, Installed installed) {
      ProxyRouter router =
          ProxyRouter.start(ProxyConfig.of(Map.of(Plane.MODEL, new ListenAddress(HOST, 0))));
      return new ProxyPlane(router);
    }
  },
  HAPROXY("haproxy", Optional.of("haproxy")) {
    @Override
    public Plane start(Path directory, Installed installed) throws IOException {
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
          List.of(installed.path("haproxy"), "-db", "-f", settings.configFile().toString());
      return ProcessPlane.start(router, listen.port(), command, directory);
    }
  },
  NGINX("nginx", Optional.of("nginx")) {
    @Override
    public Plane start(Path directory, Installed installed) throws IOException {
      return nginx(directory, installed, any -> true);
    }
  },
  /** As where NGINX has no Lua. */
  NGINX_RELOAD("nginx-reload", Optional.of("nginx")) {
    @Override
    public Plane start(Path directory, Installed installed) throws IOException {
      return nginx(directory, installed, mode -> !mode.isLua());
    }
  };

  static final Stickiness KEY = Stickiness.header("x-user-id");
  private static final String HOST = "127.0.0.1";
  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final String word;
  private final Optional<String> program;

  PlaneKind(String word, Optional<String> program) {
    this.word = word;
    this.program = program;
  }

  /** Its name in commands. */
  public String word() {
    return word;
  }

  /** The kind of a name. */
  public static Optional<PlaneKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The program that it is; empty for the one inside the agent. */
  Optional<String> program() {
    return program;
  }

  /**
   * Starts it.
   *
   * @param directory an empty one of its own
   */
  public abstract Plane start(Path directory, Installed installed) throws IOException;

  private static Plane nginx(Path directory, Installed installed, Predicate<NginxMode> these)
      throws IOException {
    ListenAddress listen = new ListenAddress(HOST, freePort());
    NginxSettings settings =
        new NginxSettings(
            installed.path("nginx"),
            directory,
            Map.of(Plane.MODEL, listen),
            Optional.empty(),
            REQUEST,
            CONNECT);
    NginxRouter router = NginxRouter.open(settings, these);
    List<String> command =
        List.of(settings.program(), "-c", settings.configFile().toString(), "-g", "daemon off;");
    return ProcessPlane.start(router, listen.port(), command, directory);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
