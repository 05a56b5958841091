package dev.turnout.agents.router.local;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.RouterException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;

/** Endpoints by address: the data planes resolve names when they start, if at all. */
public final class Addresses {
  private Addresses() {}

  /**
   * The same endpoints by IPv4 address.
   *
   * @throws RouterException if a name is unknown
   */
  public static Map<String, Endpoint> resolved(Map<String, Endpoint> endpoints) {
    Map<String, Endpoint> resolved = new TreeMap<>();
    endpoints.forEach((version, endpoint) -> resolved.put(version, resolved(endpoint)));
    return resolved;
  }

  private static Endpoint resolved(Endpoint endpoint) {
    try {
      for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
        if (address instanceof java.net.Inet4Address) {
          return new Endpoint(endpoint.protocol(), address.getHostAddress(), endpoint.port());
        }
      }
    } catch (UnknownHostException e) {
      throw new RouterException("Expected a known host, but got " + endpoint, e);
    }
    throw new RouterException("Expected a host with an IPv4 address, but got " + endpoint);
  }
}
