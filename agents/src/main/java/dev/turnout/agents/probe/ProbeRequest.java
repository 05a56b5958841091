package dev.turnout.agents.probe;

import java.time.Duration;
import java.util.Map;

/**
 * A request that the agent itself sends to a server.
 *
 * @param method HTTP method
 * @param path path and query, from {@code /}
 * @param headers headers to send
 * @param body body to send; empty for none
 * @param timeout how long the whole answer may take
 */
public record ProbeRequest(
    String method, String path, Map<String, String> headers, String body, Duration timeout) {
  public ProbeRequest {
    headers = Map.copyOf(headers);
    if (!method.matches("[A-Z]+")) {
      throw new IllegalArgumentException(
          "Expected an HTTP method such as POST, but got '%s'".formatted(method));
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "Expected a path that starts with '/', but got '%s'".formatted(path));
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("Expected a time-out greater than 0, but got " + timeout);
    }
  }

  /** A GET without headers. */
  public static ProbeRequest get(String path, Duration timeout) {
    return new ProbeRequest("GET", path, Map.of(), "", timeout);
  }

  /** Method and path; headers and body may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
