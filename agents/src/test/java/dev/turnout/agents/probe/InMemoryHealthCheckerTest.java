package dev.turnout.agents.probe;

import dev.turnout.agents.router.Endpoint;

class InMemoryHealthCheckerTest extends HealthCheckerContract {
  private final InMemoryHealthChecker checker = new InMemoryHealthChecker();

  @Override
  protected HealthChecker checker() {
    return checker;
  }

  @Override
  protected ServedVersion version() {
    return new ServedVersion("fraud", "v2", Endpoint.parse("http://model:80"));
  }

  @Override
  protected void serverIsReady(boolean ready) {
    Health health =
        ready ? Health.unknown().afterSuccess(1) : Health.unknown().afterFailure("down", 1);
    checker.set(version(), health);
  }
}
