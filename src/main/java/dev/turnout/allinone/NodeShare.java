package dev.turnout.allinone;

import dev.turnout.agents.config.LauncherConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.PortRange;
import dev.turnout.agents.router.proxy.ListenAddress;

/**
 * What one of several nodes on this machine gets of what is there once: its own port to listen on,
 * and its own part of the model servers' ports.
 *
 * @param index of the node, from 0
 * @param nodes how many there are
 */
record NodeShare(int index, int nodes) {

  ModelConfig of(ModelConfig model) {
    return new ModelConfig(
        model.name(),
        model.listen().map(this::listen),
        model.router().shifted(index),
        launcher(model.launcher()),
        model.health(),
        model.drain());
  }

  private ListenAddress listen(ListenAddress first) {
    return first.port() == 0 ? first : new ListenAddress(first.host(), first.port() + index);
  }

  private LauncherConfig launcher(LauncherConfig launcher) {
    if (launcher instanceof LauncherConfig.Process process) {
      return process.withPorts(part(process.ports()));
    }
    return launcher;
  }

  private PortRange part(PortRange all) {
    int each = (all.last() - all.first() + 1) / nodes;
    if (each < 1) {
      throw new IllegalArgumentException(
          "Expected a range of at least %d ports for %d agents, but got %s (each version on each node needs its own port)"
              .formatted(nodes, nodes, all));
    }
    int first = all.first() + index * each;
    return new PortRange(first, first + each - 1);
  }
}
