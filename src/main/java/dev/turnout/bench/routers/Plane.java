package dev.turnout.bench.routers;

import dev.turnout.agents.router.Router;
import java.util.Optional;

/** A data plane that runs, with its router, for one model. */
public interface Plane extends AutoCloseable {
  /** The model that it serves. */
  String MODEL = "fraud";

  Router router();

  /** Where the model's requests come in. */
  int port();

  /** The process that carries the requests; empty if it is this one. */
  Optional<ProcessHandle> process();

  @Override
  void close();
}
