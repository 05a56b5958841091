package dev.turnout.letters;

import dev.turnout.output.Failure;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What the bytes of a letter say, as far as the registry knows their schema.
 *
 * @param content empty if they cannot be read, or there are none
 * @param refusal why they cannot be read
 */
public record Decoded(Optional<Object> content, Optional<String> refusal) {

  /** Decodes a letter; a registry that is away is a reason like any other. */
  public static Decoded of(Letters letters, Letter letter) {
    try {
      return new Decoded(letters.decode(letter), Optional.empty());
    } catch (SerializationException | Failure e) {
      return new Decoded(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }
}
