package dev.turnout.orchestrator.routing;

import java.util.Optional;

/**
 * One build of a model and where it comes from.
 *
 * @param source where a launcher finds it, for example {@code models:/fraud/2}; empty when the
 *     nodes know its endpoints
 */
public record VersionRef(Version version, Optional<String> source) {
  public VersionRef {
    source.ifPresent(text -> Expect.present("a source of version " + version, text));
  }

  /** A version whose endpoints the nodes know. */
  public static VersionRef of(String version) {
    return new VersionRef(new Version(version), Optional.empty());
  }

  /** A version that a launcher finds. */
  public static VersionRef of(String version, String source) {
    return new VersionRef(new Version(version), Optional.of(source));
  }
}
