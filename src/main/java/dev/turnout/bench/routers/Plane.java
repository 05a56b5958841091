package dev.turnout.bench.routers;

import dev.turnout.agents.router.Router;

/** A data plane that runs, with its router, for one model. */
interface Plane extends AutoCloseable {
  /** The model that it serves. */
  String MODEL = "fraud";

  Router router();

  /** Where the model's requests come in. */
  int port();

  @Override
  void close();
}
