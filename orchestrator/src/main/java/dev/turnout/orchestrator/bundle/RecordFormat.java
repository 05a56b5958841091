package dev.turnout.orchestrator.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.Schema;

/** How records lie in a file: an Avro object container file without compression of its own. */
final class RecordFormat {
  static final Schema RECORD = load();
  static final Schema HEADER = RECORD.getField("headers").schema().getElementType();

  /** Length of the marker between two blocks, in bytes. */
  static final int SYNC_LENGTH = 16;

  /** A block ends after the record that brings it to this size, in bytes. */
  static final int BLOCK = 256 * 1024;

  /** Largest record, in bytes; a block is a little larger at most. */
  static final int LARGEST_RECORD = 64 * 1024 * 1024;

  private RecordFormat() {}

  /** The marker of a file: not random, so that the same records give the same file. */
  static byte[] sync(String name) {
    return Arrays.copyOf(
        Sha256.digest().digest(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        SYNC_LENGTH);
  }

  private static Schema load() {
    try (InputStream in =
        Objects.requireNonNull(
            RecordFormat.class.getResourceAsStream("bundled-record.avsc"), "the record's schema")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
