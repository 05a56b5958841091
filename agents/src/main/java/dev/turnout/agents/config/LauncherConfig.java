package dev.turnout.agents.config;

import dev.turnout.agents.launcher.process.CommandTemplate;
import dev.turnout.agents.launcher.process.ResourceLimits;
import dev.turnout.agents.router.Endpoint;
import java.time.Duration;
import java.util.Map;

/** How the servers of a model's versions come to run. */
public sealed interface LauncherConfig {

  /**
   * Somebody else runs them.
   *
   * @param endpoints where each version listens; at least one
   */
  record Static(Map<String, Endpoint> endpoints) implements LauncherConfig {
    public Static {
      endpoints = Map.copyOf(endpoints);
      if (endpoints.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected the endpoint of at least one version, such as v1: http://127.0.0.1:1234");
      }
    }
  }

  /**
   * The agent runs each as a process.
   *
   * @param command what to run
   * @param ports range of their ports; models with overlapping ranges must have the same one
   * @param startTimeout how long a process may take until it is ready, greater than 0; default 5
   *     min; too small kills large models while they load
   * @param grace between asking a process to end and killing it, from 0; default 10 s
   * @param attempts starts without success until the version counts as failed, from 1; default 5
   * @param backOff wait before the second start, doubling up to a minute; default 1 s
   * @param limits what each process may use; default none
   * @param protocol what the servers speak; default HTTP/1
   * @param foreignListener whether a process outside of the command's family may serve the port, as
   *     a container does; default false
   */
  record Process(
      CommandTemplate command,
      PortRange ports,
      Duration startTimeout,
      Duration grace,
      int attempts,
      Duration backOff,
      ResourceLimits limits,
      Endpoint.Protocol protocol,
      boolean foreignListener)
      implements LauncherConfig {

    /** Without limits, over HTTP/1. */
    public Process(
        CommandTemplate command,
        PortRange ports,
        Duration startTimeout,
        Duration grace,
        int attempts,
        Duration backOff) {
      this(
          command,
          ports,
          startTimeout,
          grace,
          attempts,
          backOff,
          ResourceLimits.none(),
          Endpoint.Protocol.HTTP1,
          false);
    }

    /** The defaults. */
    public static Process of(CommandTemplate command, PortRange ports) {
      return new Process(
          command, ports, Duration.ofMinutes(5), Duration.ofSeconds(10), 5, Duration.ofSeconds(1));
    }

    /** The same on other ports. */
    public Process withPorts(PortRange other) {
      return new Process(
          command,
          other,
          startTimeout,
          grace,
          attempts,
          backOff,
          limits,
          protocol,
          foreignListener);
    }
  }

  /**
   * The agent scales a Deployment of Kubernetes for each.
   *
   * @param endpoint where each version listens, with {@code {version}} for its name
   * @param replicas to how many a version is scaled that has none, from 1; default 1
   * @param startTimeout how long a version may take until it is ready; default 5 min
   * @param cluster where the Deployments are
   */
  record Kubernetes(String endpoint, int replicas, Duration startTimeout, ClusterConfig cluster)
      implements LauncherConfig {}
}
