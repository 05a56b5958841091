package dev.turnout.orchestrator.bundle;

import java.util.regex.Pattern;

/**
 * What a file of the bundle must be.
 *
 * @param name in the bundle
 * @param bytes its length before compression, a count
 * @param sha256 of these bytes, 64 small hexadecimal digits
 */
public record FileSeal(String name, long bytes, String sha256) {
  private static final long LARGEST = 1L << 50;
  private static final Pattern NAME =
      Pattern.compile("(records|schemas)/[a-z0-9-]{1,40}\\.(avro|avsc)");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public FileSeal {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Expected a file such as records/journal-0.avro, but got '%s'".formatted(name));
    }
    if (bytes < 0 || bytes > LARGEST) {
      throw new IllegalArgumentException(
          "Expected '%s' to have 0 to %d bytes, but got %d".formatted(name, LARGEST, bytes));
    }
    if (!HASH.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "Expected 64 hexadecimal digits as the hash of '%s', but got '%s'"
              .formatted(name, sha256));
    }
  }
}
