package dev.turnout.agents.kubernetes;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Where an API server is, and as whom to ask it.
 *
 * @param server such as {@code https://10.96.0.1:443}
 * @param tls whom to trust, and the client's certificate if there is one
 * @param token the bearer token, read anew for every request because tokens expire; empty for none
 * @param namespace the namespace to use when none is named
 */
public record KubeAccess(
    URI server, SSLContext tls, Supplier<Optional<String>> token, String namespace) {
  public KubeAccess {
    boolean local = "127.0.0.1".equals(server.getHost()) || "localhost".equals(server.getHost());
    boolean http = "http".equals(server.getScheme());
    if (!"https".equals(server.getScheme()) && !(http && local)) {
      throw new IllegalArgumentException(
          "Expected the URL of an API server such as https://10.96.0.1:443, but got " + server);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "KubeAccess[" + server + ", namespace " + namespace + "]";
  }
}
