package dev.turnout.cli;

import dev.turnout.control.Asker;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asks, and why; the journal keeps both. */
final class ActorOptions {
  @Option(
      names = "--actor",
      paramLabel = "WHO",
      description =
          "Who asks, such as pipeline/fraud-ci. Else TURNOUT_ACTOR, then user@host. Who has a token is"
              + " named by it.")
  private @Nullable String actor;

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "TEXT",
      description = "Why, in your words.")
  private @Nullable String reason;

  @Option(
      names = "--sign-key",
      paramLabel = "FILE",
      description =
          "Sign the command with this Ed25519 key ('turnout key generate' makes one). Else"
              + " TURNOUT_SIGN_KEY, if it is set. Not with --server, which signs itself.")
  private @Nullable Path signKey;

  /** The key that is to sign; empty if none is given here. */
  Optional<Path> signKey() {
    return Optional.ofNullable(signKey);
  }

  Asker asker() {
    return new Asker(Optional.ofNullable(actor), Optional.ofNullable(reason));
  }
}
