package dev.turnout.bus;

import dev.turnout.orchestrator.keys.KeyException;
import dev.turnout.orchestrator.keys.KeySigner;
import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.schemas.CommandSigner;
import java.nio.file.Path;
import java.util.Optional;

/** The key with which commands are signed. */
public final class SignKey {
  private SignKey() {}

  /**
   * Signs with the key in the given file, else in that which {@code TURNOUT_SIGN_KEY} of the
   * environment names; else commands are not signed.
   *
   * @throws Failure if the file holds no Ed25519 key
   */
  public static CommandSigner of(Optional<Path> given) {
    return given
        .or(
            () ->
                Optional.ofNullable(System.getenv("TURNOUT_SIGN_KEY"))
                    .filter(name -> !name.isBlank())
                    .map(Path::of))
        .map(SignKey::read)
        .orElse(CommandSigner.NONE);
  }

  private static CommandSigner read(Path file) {
    try {
      return KeySigner.of(SigningKey.read(file));
    } catch (KeyException e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
