package dev.turnout.agents.router;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a version's server listens on this node.
 *
 * @param protocol what it speaks
 * @param host name or address
 * @param port in [1, 65535]
 */
public record Endpoint(Protocol protocol, String host, int port) implements Comparable<Endpoint> {
  private static final Pattern FORM =
      Pattern.compile("(http|h2c)://([A-Za-z0-9._-]+):([0-9]{1,5})/?");

  /** What a server speaks. */
  public enum Protocol {
    HTTP1("http"),
    /** HTTP/2 without TLS and without upgrade, as gRPC servers do. */
    H2C("h2c");

    private final String scheme;

    Protocol(String scheme) {
      this.scheme = scheme;
    }
  }

  public Endpoint {
    if (host.isBlank()) {
      throw new IllegalArgumentException("Expected the host of an endpoint, but got a blank one");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "Expected the port of an endpoint in [1, 65535], but got " + port);
    }
  }

  /**
   * Reads {@code http://HOST:PORT} or {@code h2c://HOST:PORT}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Endpoint parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      Protocol protocol = matcher.group(1).equals("h2c") ? Protocol.H2C : Protocol.HTTP1;
      return new Endpoint(protocol, matcher.group(2), Integer.parseInt(matcher.group(3)));
    }
    throw new IllegalArgumentException(
        "Expected an endpoint such as http://127.0.0.1:1235 or h2c://127.0.0.1:8001, but got '%s'"
            .formatted(text));
  }

  /** By their text. */
  @Override
  public int compareTo(Endpoint other) {
    return toString().compareTo(other.toString());
  }

  /** Host and port, as a Host header has them. */
  public String authority() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return protocol.scheme + "://" + authority();
  }
}
