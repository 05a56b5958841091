package dev.turnout.orchestrator.routing;

import java.util.Locale;
import java.util.Optional;

/**
 * What keeps a user on one version.
 *
 * @param kind where the key is found; {@code NONE} draws a version at random for each request
 * @param name name of the header, cookie or query parameter; empty if and only if the kind is
 *     {@code NONE}
 */
public record Stickiness(Kind kind, Optional<String> name) {
  /** Where the key of a request is found. */
  public enum Kind {
    NONE,
    HEADER,
    COOKIE,
    QUERY
  }

  public static final Stickiness NONE = new Stickiness(Kind.NONE, Optional.empty());

  public Stickiness {
    if (kind == Kind.NONE && name.isPresent()) {
      throw new IllegalArgumentException(
          "Expected no name for stickiness of kind none, but got '%s' (write header, cookie or query)"
              .formatted(name.get()));
    }
    if (kind != Kind.NONE && name.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected the name of the %s that holds the user's key (write {%s: NAME})"
              .formatted(word(kind), word(kind)));
    }
    name.ifPresent(text -> Expect.present("the name of a " + word(kind), text));
  }

  public static Stickiness header(String name) {
    return new Stickiness(Kind.HEADER, Optional.of(name));
  }

  public static Stickiness cookie(String name) {
    return new Stickiness(Kind.COOKIE, Optional.of(name));
  }

  public static Stickiness query(String name) {
    return new Stickiness(Kind.QUERY, Optional.of(name));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
