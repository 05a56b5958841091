package dev.turnout.orchestrator.codec;

import dev.turnout.events.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Seals an entry of the journal: the next entry of the model carries it, so that no entry can be
 * changed, removed or moved without every later one telling.
 *
 * @param hex SHA-256 of the entry's Avro bytes, without the frame that names the schema; 64 small
 *     hexadecimal digits, or empty where there is no entry
 */
public record EntryHash(String hex) {

  /** Before the first entry. */
  public static final EntryHash NONE = new EntryHash("");

  private static final int DIGITS = 64;

  /**
   * @throws IllegalArgumentException if it is neither empty nor 64 hexadecimal digits
   */
  public EntryHash {
    if (!hex.isEmpty() && !isHash(hex)) {
      throw new IllegalArgumentException(
          "Expected 64 hexadecimal digits, or none, but got '%s'".formatted(hex));
    }
  }

  private static boolean isHash(String hex) {
    return hex.length() == DIGITS
        && hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** The seal of an entry as this program writes it. */
  public static EntryHash of(JournalEntry entry) {
    return ofBytes(bytes(entry));
  }

  /** The seal of an entry's Avro bytes. */
  public static EntryHash ofBytes(byte[] avro) {
    return ofBytes(avro, 0);
  }

  /** The seal of the Avro bytes that follow a frame of so many bytes. */
  public static EntryHash ofBytes(byte[] framed, int frame) {
    MessageDigest digest = sha256();
    digest.update(framed, frame, framed.length - frame);
    return new EntryHash(HexFormat.of().formatHex(digest.digest()));
  }

  /** The Avro bytes of an entry as this program writes it. */
  public static byte[] bytes(JournalEntry entry) {
    var bytes = new ByteArrayOutputStream(512);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<>(JournalEntry.class).write(entry, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
