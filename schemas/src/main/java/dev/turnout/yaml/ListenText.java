package dev.turnout.yaml;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a program listens, as configuration files write it. */
public final class ListenText {
  private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._-]+):([0-9]{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  private ListenText() {}

  /**
   * Reads {@code host:port}; port 0 takes a free one.
   *
   * @param usual port, for the mistake's example
   * @throws IllegalArgumentException if it is none, saying what to write
   */
  public static InetSocketAddress parse(String text, int usual) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "Expected an address and port such as 127.0.0.1:%d, but got '%s'".formatted(usual, text));
    }
    return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }
}
