package dev.turnout.orchestrator.keys;

import dev.turnout.schemas.CommandSignature;
import dev.turnout.schemas.CommandSigner;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * Signs commands with a key. Safe for all threads.
 *
 * @param clock says when it was signed; the broker's time must be near it
 */
public record KeySigner(SigningKey key, InstantSource clock) implements CommandSigner {

  /** Signs at this machine's time. */
  public static KeySigner of(SigningKey key) {
    return new KeySigner(key, InstantSource.system());
  }

  @Override
  public List<Header> sign(String topic, byte[] recordKey, byte[] value) {
    String keyId = key.counterpart().fingerprint();
    long at = clock.millis();
    byte[] message = CommandSignature.message(topic, recordKey, value, keyId, at);
    return new CommandSignature(keyId, at, key.sign(message)).headers();
  }
}
