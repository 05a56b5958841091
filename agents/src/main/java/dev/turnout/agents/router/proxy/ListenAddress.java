package dev.turnout.agents.router.proxy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the proxy takes the requests of one model.
 *
 * @param host address of the interface; {@code 0.0.0.0} for all
 * @param port in [0, 65535]; 0 takes any free port
 */
public record ListenAddress(String host, int port) {
  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+):([0-9]{1,5})");

  public ListenAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("Expected the host to listen on, but got a blank one");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "Expected the port to listen on in [0, 65535], but got " + port);
    }
  }

  /**
   * Reads {@code HOST:PORT}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static ListenAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Expected host and port such as 0.0.0.0:8000, but got '%s'".formatted(text));
    }
    return new ListenAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
