package dev.turnout.agents.config;

import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.routing.Stickiness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What sends the requests of a model to its versions. */
public sealed interface RouterConfig {

  /** Where the agent hears of each request unless told otherwise. */
  ListenAddress DEFAULT_LOG = new ListenAddress("127.0.0.1", 9465);

  /** Whether the model needs an address of its own to listen on. */
  boolean listens();

  /** What only one router may have, such as its directory; empty if there is no such thing. */
  default Optional<String> home() {
    return Optional.empty();
  }

  /** The same for another agent on the same machine: ports are so many higher. */
  default RouterConfig shifted(int ports) {
    return this;
  }

  /** The proxy inside the agent. */
  record Proxy() implements RouterConfig {
    @Override
    public boolean listens() {
      return true;
    }
  }

  /**
   * A HAProxy on the node, started by somebody else with the configuration that the agent writes.
   * Models with the same directory share it.
   *
   * @param directory where its configuration, its map and its socket are; empty for {@code haproxy}
   *     in the agent's data directory
   * @param keys where requests may carry their key; default the header {@code x-user-id}
   * @param log where the agent hears of each request, over UDP; default 127.0.0.1:9465
   */
  record Haproxy(Optional<Path> directory, List<Stickiness> keys, ListenAddress log)
      implements RouterConfig {
    static final List<Stickiness> DEFAULT_KEYS = List.of(Stickiness.header("x-user-id"));

    public Haproxy {
      keys = List.copyOf(keys);
    }

    @Override
    public Optional<String> home() {
      return Optional.of(directory.map(Path::toString).orElse("haproxy"));
    }

    @Override
    public Haproxy shifted(int ports) {
      return new Haproxy(directory, keys, new ListenAddress(log.host(), log.port() + ports));
    }

    @Override
    public boolean listens() {
      return true;
    }
  }

  /**
   * An NGINX on the node, started by somebody else with the configuration that the agent writes.
   * Models with the same directory share it.
   *
   * @param directory where its configuration and its socket are; empty for {@code nginx} in the
   *     agent's data directory
   * @param program the executable, by name or path; default {@code nginx}
   * @param log where the agent hears of each request, over UDP; default 127.0.0.1:9465
   */
  record Nginx(Optional<Path> directory, String program, ListenAddress log)
      implements RouterConfig {
    static final String DEFAULT_PROGRAM = "nginx";

    @Override
    public Optional<String> home() {
      return Optional.of(directory.map(Path::toString).orElse("nginx"));
    }

    @Override
    public Nginx shifted(int ports) {
      return new Nginx(directory, program, new ListenAddress(log.host(), log.port() + ports));
    }

    @Override
    public boolean listens() {
      return true;
    }
  }

  /**
   * A Service of Kubernetes: its selector says which version gets everything.
   *
   * @param service name of the Service
   * @param label label of pods and of the selector that says the version; default {@code
   *     turnout.dev/version}
   * @param cluster where it is
   */
  record KubernetesService(String service, String label, ClusterConfig cluster)
      implements RouterConfig {
    @Override
    public boolean listens() {
      return false;
    }
  }

  /**
   * An HTTPRoute of the Gateway API: its weights say which share each version gets.
   *
   * @param httpRoute name of the HTTPRoute
   * @param cluster where it is
   */
  record GatewayApi(String httpRoute, ClusterConfig cluster) implements RouterConfig {
    @Override
    public boolean listens() {
      return false;
    }
  }
}
