package dev.turnout.bench.routers;

import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.proxy.ProxyRouter;
import java.util.Optional;

/** The proxy inside the agent. */
final class ProxyPlane implements Plane {
  private final ProxyRouter router;

  ProxyPlane(ProxyRouter router) {
    this.router = router;
  }

  @Override
  public Router router() {
    return router;
  }

  @Override
  public int port() {
    return router.port(MODEL);
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.empty();
  }

  @Override
  public void close() {
    router.close();
  }
}
