package dev.turnout.cli;

import dev.turnout.bus.Connection;
import dev.turnout.bus.SignKey;
import dev.turnout.control.ControlPlane;
import dev.turnout.control.bus.BusControlPlane;
import dev.turnout.control.http.ApiAddress;
import dev.turnout.control.http.HttpControlPlane;
import dev.turnout.output.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;

/** Which installation is meant, and the way to it: over the bus, or over its HTTP API. */
final class PlaneOptions {
  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @ArgGroup(validate = false, heading = "%nOr the HTTP API:%n")
  private ServerOptions server = new ServerOptions();

  /** The way that the options of a command, or else the environment and the files, name. */
  ControlPlane open(CommandSpec spec) {
    return open(spec, connection -> connection);
  }

  /**
   * The same for one who orders something.
   *
   * @param signKey file of the key that signs; empty for that of the environment. Behind the API
   *     its orchestrator signs
   */
  ControlPlane open(CommandSpec spec, Optional<Path> signKey) {
    ControlPlane plane = open(spec, connection -> connection.withSigner(SignKey.of(signKey)));
    if (plane instanceof HttpControlPlane && signKey.isPresent()) {
      throw Failure.invalid(
          "Expected --sign-key with the bus only, but got the HTTP API, which signs what it has checked (remove --sign-key)");
    }
    return plane;
  }

  /** The same, for those who set something more up if it is the bus. */
  ControlPlane open(CommandSpec spec, UnaryOperator<Connection> onTheBus) {
    if (server.isGiven() && bus.isNamed()) {
      throw Failure.invalid(
          "Expected --server for the HTTP API, or options of the bus such as --bootstrap-server, but got both (remove one)");
    }
    Optional<ApiAddress> api = server.address(System.getenv(), bus.isNamed());
    api.flatMap(ApiAddress::warning)
        .ifPresent(text -> spec.commandLine().getErr().println("warning: " + text));
    return api.<ControlPlane>map(HttpControlPlane::new)
        .orElseGet(() -> new BusControlPlane(onTheBus.apply(bus.connection())));
  }
}
