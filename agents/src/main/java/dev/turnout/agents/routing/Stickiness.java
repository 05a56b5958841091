package dev.turnout.agents.routing;

import java.util.Locale;

/**
 * Where a request carries the key that decides its version.
 *
 * @param source where to look
 * @param name the header, cookie or query parameter; empty if and only if the source is {@code
 *     NONE}
 */
public record Stickiness(Source source, String name) {
  /** The places a key may be in. */
  public enum Source {
    HEADER,
    COOKIE,
    QUERY,
    /** No key: each request is split at random. */
    NONE
  }

  public Stickiness {
    if (source == Source.NONE && !name.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected no name for stickiness without a source, but got '%s'".formatted(name));
    }
    if (source != Source.NONE && name.isBlank()) {
      throw new IllegalArgumentException(
          "Expected the name of the %s that holds the key, but got a blank one"
              .formatted(source.name().toLowerCase(Locale.ROOT)));
    }
  }

  public static Stickiness none() {
    return new Stickiness(Source.NONE, "");
  }

  public static Stickiness header(String name) {
    return new Stickiness(Source.HEADER, name);
  }

  public static Stickiness cookie(String name) {
    return new Stickiness(Source.COOKIE, name);
  }

  public static Stickiness query(String name) {
    return new Stickiness(Source.QUERY, name);
  }
}
