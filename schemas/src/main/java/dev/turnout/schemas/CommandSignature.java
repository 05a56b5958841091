package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Who wrote a command, in three headers of its record; the value says nothing of it. The signature
 * is Ed25519 over {@link #message}.
 *
 * @param keyId SHA-256 of the public key's DER bytes, 64 small hexadecimal digits
 * @param signedAtMs the signer's time, milliseconds since 1970, from 0
 * @param signature 64 bytes
 */
public record CommandSignature(String keyId, long signedAtMs, byte[] signature) {
  /** Header with {@code signature}. */
  public static final String SIGNATURE = "turnout-signature";

  /** Header with {@code keyId}. */
  public static final String KEY_ID = "turnout-key-id";

  /** Header with {@code signedAtMs}, in decimal digits. */
  public static final String SIGNED_AT = "turnout-signed-at";

  /** No other message that a key signs begins like this. */
  private static final byte[] PREFIX = "turnout-command-v1\0".getBytes(US_ASCII);

  private static final int LENGTH = 64;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern MILLIS = Pattern.compile("(0|[1-9][0-9]{0,17})");

  public CommandSignature {
    if (!ID.matcher(keyId).matches()) {
      throw new IllegalArgumentException(
          "Expected the header %s to be 64 small hexadecimal digits, but it is not"
              .formatted(KEY_ID));
    }
    if (signedAtMs < 0) {
      throw new IllegalArgumentException(
          "Expected the header %s to be from 0, but got %d".formatted(SIGNED_AT, signedAtMs));
    }
    if (signature.length != LENGTH) {
      throw new IllegalArgumentException(
          "Expected the header %s to be %d bytes, but got %d"
              .formatted(SIGNATURE, LENGTH, signature.length));
    }
    signature = signature.clone();
  }

  /**
   * What is signed: a prefix that ends with a zero byte, then topic, record key, key id and value,
   * each after its length in four bytes, with the time in eight bytes before the value. Numbers are
   * big-endian. The value holds everything else that decides: the command's id, the model, who asks
   * and what shall be done.
   */
  public static byte[] message(
      String topic, byte[] recordKey, byte[] value, String keyId, long signedAtMs) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.write(PREFIX);
      field(out, topic.getBytes(UTF_8));
      field(out, recordKey);
      field(out, keyId.getBytes(US_ASCII));
      out.writeLong(signedAtMs);
      field(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * What a record says; empty if it says nothing.
   *
   * @throws IllegalArgumentException if it says something that is no signature, or says it twice
   */
  public static Optional<CommandSignature> of(Headers headers) {
    Optional<byte[]> signature = only(headers, SIGNATURE);
    Optional<byte[]> keyId = only(headers, KEY_ID);
    Optional<byte[]> signedAt = only(headers, SIGNED_AT);
    if (signature.isEmpty() && keyId.isEmpty() && signedAt.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CommandSignature(
            text(keyId, KEY_ID), millis(text(signedAt, SIGNED_AT)), present(signature, SIGNATURE)));
  }

  /** The headers of a record with this signature. */
  public List<Header> headers() {
    return List.of(
        new RecordHeader(SIGNATURE, signature),
        new RecordHeader(KEY_ID, keyId.getBytes(US_ASCII)),
        new RecordHeader(SIGNED_AT, Long.toString(signedAtMs).getBytes(US_ASCII)));
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommandSignature that
        && keyId.equals(that.keyId)
        && signedAtMs == that.signedAtMs
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return "CommandSignature[keyId=%s, signedAtMs=%d]".formatted(keyId, signedAtMs);
  }

  private static void field(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Optional<byte[]> only(Headers headers, String name) {
    Iterator<Header> found = headers.headers(name).iterator();
    if (!found.hasNext()) {
      return Optional.empty();
    }
    byte[] value = found.next().value();
    if (found.hasNext()) {
      throw new IllegalArgumentException(
          "Expected the header %s once, but got it again".formatted(name));
    }
    return Optional.ofNullable(value);
  }

  private static byte[] present(Optional<byte[]> value, String name) {
    return value.orElseThrow(
        () ->
            new IllegalArgumentException(
                "Expected the header %s, but only others are there".formatted(name)));
  }

  private static String text(Optional<byte[]> value, String name) {
    return new String(present(value, name), US_ASCII);
  }

  private static long millis(String text) {
    if (!MILLIS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Expected the header %s to be milliseconds since 1970 in decimal digits, but it is not"
              .formatted(SIGNED_AT));
    }
    return Long.parseLong(text);
  }
}
