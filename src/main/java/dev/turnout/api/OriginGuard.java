package dev.turnout.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the pages of other hosts, in the browser of somebody who may reach this address, from using
 * it: by a request across origins, or by a name of theirs that leads here.
 */
final class OriginGuard {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean localOnly;

  /**
   * @param localOnly whether only names of this machine may be used; where nobody logs in
   */
  OriginGuard(boolean localOnly) {
    this.localOnly = localOnly;
  }

  /** Why the request is refused; empty if it is not. */
  Optional<Problem> check(HttpServerRequest request) {
    String host = request.getHeader("Host");
    if (host == null) {
      return Optional.of(Problem.of(Problem.Kind.INVALID, "Expected the header Host"));
    }
    if (localOnly && !LOCAL.contains(nameOf(host))) {
      return Optional.of(
          Problem.of(
              Problem.Kind.FORBIDDEN,
              "Expected localhost as host, but got another name (set up 'auth' to serve others)"));
    }
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    String origin = request.getHeader("Origin");
    return origin == null || reads || host.equalsIgnoreCase(authority(origin))
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                Problem.Kind.FORBIDDEN,
                "Expected a page of this host to ask, but it is another's"));
  }

  private static String nameOf(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port ? host.substring(0, Math.max(0, colon)) : host).toLowerCase(Locale.ROOT);
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
