package dev.turnout.agents.router;

import java.util.HashMap;
import java.util.Map;

class InMemoryRouterTest extends RouterContract {
  private final InMemoryRouter router = new InMemoryRouter();
  private final Map<Endpoint, String> names = new HashMap<>();

  @Override
  protected Router router() {
    return router;
  }

  @Override
  protected Endpoint endpointOf(String name) {
    Endpoint endpoint = Endpoint.parse("http://" + name + ":80");
    names.put(endpoint, name);
    return endpoint;
  }

  @Override
  protected Object stamp() {
    return router.inForce(MODEL).map(System::identityHashCode);
  }

  @Override
  protected String answering(String key) {
    return router.route(MODEL, key).map(names::get).orElse("");
  }
}
