package dev.turnout.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asks, and why; the journal keeps both. */
final class ActorOptions {
  @Option(
      names = "--actor",
      paramLabel = "WHO",
      description = "Who asks, such as pipeline/fraud-ci. Else TURNOUT_ACTOR, then user@host.")
  private @Nullable String actor;

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "TEXT",
      description = "Why, in your words.")
  private @Nullable String reason;

  String actor() {
    return actor(Optional.ofNullable(actor));
  }

  /** Who asks, if this was given. */
  static String actor(Optional<String> given) {
    return given
        .or(() -> Optional.ofNullable(System.getenv("TURNOUT_ACTOR")))
        .filter(name -> !name.isBlank())
        .orElseGet(() -> System.getProperty("user.name", "unknown") + "@" + host());
  }

  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  private static String host() {
    try {
      return Objects.requireNonNullElse(InetAddress.getLocalHost().getHostName(), "localhost");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
