package dev.turnout.signing;

import dev.turnout.events.RolloutCommand;
import dev.turnout.events.Tick;
import dev.turnout.orchestrator.desk.CommandDoor;
import dev.turnout.orchestrator.desk.Passage;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.schemas.CommandSignature;
import dev.turnout.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The keys that are trusted. A signature is always checked; whether there must be one is said here.
 * What comes out follows from this ring, the record and its broker's time alone. Safe for all
 * threads.
 *
 * @param required whether a command that is not signed is turned away
 * @param since what was written before this broker's time need not be signed; empty for all must
 * @param window longest time between the signature and the broker's time, either way, 1 s to 1 d
 */
public record KeyRing(
    boolean required, Optional<Instant> since, Duration window, List<TrustedKey> keys)
    implements CommandDoor {

  static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

  private static final String CURE = "see docs/signing.md";

  public KeyRing {
    keys = List.copyOf(keys);
    requireOnce(keys);
  }

  /** What a key is trusted with at last; empty if it is not there. */
  Optional<TrustedKey> find(VerifyingKey key) {
    return keys.stream()
        .filter(trusted -> trusted.key().equals(key))
        .reduce((first, second) -> second);
  }

  @Override
  public Passage judge(ConsumerRecord<byte[], byte[]> record, RolloutCommand command) {
    if (command.getAction() instanceof Tick) {
      // It wants nothing, and every other record carries the time just as well.
      return Passage.free();
    }
    Optional<CommandSignature> signature;
    try {
      signature = CommandSignature.of(record.headers());
    } catch (IllegalArgumentException e) {
      return Passage.refused(e.getMessage() + " (" + CURE + ")");
    }
    Instant at = Instant.ofEpochMilli(record.timestamp());
    if (signature.isEmpty()) {
      return required && since.filter(at::isBefore).isEmpty()
          ? Passage.refused(
              "Expected a signed command, but got one without a signature (write --sign-key FILE, or set TURNOUT_SIGN_KEY; "
                  + CURE
                  + ")")
          : Passage.free();
    }
    return judge(record, command, signature.get(), at);
  }

  private Passage judge(
      ConsumerRecord<byte[], byte[]> record,
      RolloutCommand command,
      CommandSignature signature,
      Instant at) {
    Optional<TrustedKey> found =
        keys.stream()
            .filter(key -> key.key().fingerprint().equals(signature.keyId()) && key.countsAt(at))
            .findFirst();
    if (found.isEmpty()) {
      return Passage.refused(
          "Expected a signature of a trusted key, but got one of %s at %s (an operator adds it to the file of trusted keys; %s)"
              .formatted(signature.keyId(), at, CURE));
    }
    TrustedKey key = found.get();
    if (!key.key().verifies(message(record, signature), signature.signature())) {
      return Passage.refused(
          "Expected a signature of this command by '%s', but this is one of another command, key, model or topic, or the command was changed (%s)"
              .formatted(key.name(), CURE));
    }
    return fault(key, command, signature, at)
        .map(reason -> Passage.refused(key.name(), reason))
        .orElseGet(() -> Passage.signedBy(key.name()));
  }

  private static byte[] message(ConsumerRecord<byte[], byte[]> record, CommandSignature signature) {
    return CommandSignature.message(
        record.topic(), record.key(), record.value(), signature.keyId(), signature.signedAtMs());
  }

  private Optional<String> fault(
      TrustedKey key, RolloutCommand command, CommandSignature signature, Instant at) {
    Instant signedAt = Instant.ofEpochMilli(signature.signedAtMs());
    if (Duration.between(signedAt, at).abs().compareTo(window) > 0) {
      return Optional.of(
          "Expected a command that was signed within %s of its arrival, but it was signed at %s and came at %s (sign it anew, with a clock that is right)"
              .formatted(Durations.format(window), signedAt, at));
    }
    if (!key.maySpeakFor(command.getActor())) {
      return Optional.of(
          "Expected '%s' to sign in the name of %s, but got '%s' (write --actor)"
              .formatted(key.name(), key.actors(), quoted(command.getActor())));
    }
    if (!key.grant().includes(NeededRole.of(command.getAction()))) {
      return Optional.of(
          "Expected a key with the role %s, but '%s' has %s (an operator may change that in the file of trusted keys)"
              .formatted(
                  NeededRole.of(command.getAction()).word(),
                  key.name(),
                  key.grant().role().word()));
    }
    return key.grant().models().includes(command.getModel())
        ? Optional.empty()
        : Optional.of(
            "Expected '%s' to command the models %s, but got '%s' (an operator may change that in the file of trusted keys)"
                .formatted(key.name(), key.grant().models(), command.getModel()));
  }

  private static String quoted(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  /** What a key may do can change: then it stands there twice, one after the other. */
  private static void requireOnce(List<TrustedKey> keys) {
    for (int i = 0; i < keys.size(); i++) {
      for (TrustedKey other : keys.subList(i + 1, keys.size())) {
        if (keys.get(i).clashesWith(other)) {
          throw new IllegalArgumentException(
              "Expected each name and each key once at a time, but '%s' and '%s' are the same (write from and until)"
                  .formatted(keys.get(i).name(), other.name()));
        }
      }
    }
  }
}
