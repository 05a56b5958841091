package dev.turnout.agents.router.proxy;

/**
 * Where the proxy takes the requests of one model.
 *
 * @param host address of the interface; {@code 0.0.0.0} for all
 * @param port in [0, 65535]; 0 takes any free port
 */
public record ListenAddress(String host, int port) {
  public ListenAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("Expected the host to listen on, but got a blank one");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "Expected the port to listen on in [0, 65535], but got " + port);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
