package dev.turnout.bus;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;

/** Who asks; every command carries it and the journal keeps it. */
public final class ActorName {
  private ActorName() {}

  /** The given one, else {@code TURNOUT_ACTOR} of the environment, else user@host. */
  public static String of(Optional<String> given) {
    return given
        .or(() -> Optional.ofNullable(System.getenv("TURNOUT_ACTOR")))
        .filter(name -> !name.isBlank())
        .orElseGet(() -> System.getProperty("user.name", "unknown") + "@" + host());
  }

  private static String host() {
    try {
      return Objects.requireNonNullElse(InetAddress.getLocalHost().getHostName(), "localhost");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
