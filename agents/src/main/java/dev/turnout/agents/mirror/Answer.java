package dev.turnout.agents.mirror;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What a version answered, as far as it was kept.
 *
 * @param status HTTP status
 * @param encoding content encoding, such as {@code gzip}; empty for none
 * @param body its beginning
 * @param length of the whole body, in bytes
 */
record Answer(int status, String encoding, Buffer body, long length) {
  boolean isWhole() {
    return body.length() == length;
  }

  /**
   * The body as it was before it was encoded.
   *
   * @param most bytes; a longer one cannot be compared
   * @return empty if it cannot be had
   */
  Optional<byte[]> plain(int most) {
    if (!isWhole()) {
      return Optional.empty();
    }
    return switch (encoding) {
      case "", "identity" -> Optional.of(body.getBytes());
      case "gzip" -> unzipped(most);
      default -> Optional.empty();
    };
  }

  private Optional<byte[]> unzipped(int most) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
      byte[] plain = in.readNBytes(most + 1);
      return plain.length > most ? Optional.empty() : Optional.of(plain);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
