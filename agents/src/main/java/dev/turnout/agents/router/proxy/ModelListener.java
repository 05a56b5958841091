package dev.turnout.agents.router.proxy;

import dev.turnout.agents.router.RouterException;

/** The listener of one model, which all event loops share. */
final class ModelListener {
  private final ModelRoutes routes;
  private final ListenAddress address;
  private final int ordinal;
  private volatile int boundPort;

  /**
   * @param ordinal number of the listener within the proxy, from 1
   */
  ModelListener(ModelRoutes routes, ListenAddress address, int ordinal) {
    this.routes = routes;
    this.address = address;
    this.ordinal = ordinal;
  }

  ModelRoutes routes() {
    return routes;
  }

  ListenAddress address() {
    return address;
  }

  /** What Vert.x binds: servers with the same negative number share one free port. */
  int bindPort() {
    return address.port() == 0 ? -ordinal : address.port();
  }

  int boundPort() {
    return boundPort;
  }

  void boundTo(int port) {
    boundPort = port;
  }

  RouterException cannotListen(Throwable cause) {
    return new RouterException(
        "Expected to listen on %s for model '%s', but: %s"
            .formatted(address, routes.model(), cause.getMessage()),
        cause);
  }
}
