package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from bytes that may be forged: no length is believed before it is
 * compared with what is there. Avro's own decoder first makes room for as much as is claimed.
 */
final class AvroBytes {
  private static final int LONGEST_VARINT = 10;

  private final byte[] bytes;
  private final int end;
  private int position;

  AvroBytes(byte[] bytes, int length) {
    this.bytes = bytes;
    this.end = length;
  }

  /** Bytes that were read. */
  int position() {
    return position;
  }

  boolean isAtEnd() {
    return position == end;
  }

  long number() {
    long raw = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      byte next = next();
      raw |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new BundleException("a number is longer than %d bytes", LONGEST_VARINT);
  }

  byte[] bytes() {
    return fixed(number());
  }

  String text() {
    return new String(bytes(), UTF_8);
  }

  byte[] fixed(long length) {
    if (length < 0 || length > end - position) {
      throw new BundleException("%d bytes are claimed where %d are", length, end - position);
    }
    byte[] taken = new byte[(int) length];
    System.arraycopy(bytes, position, taken, 0, taken.length);
    position += taken.length;
    return taken;
  }

  byte @Nullable [] nullableBytes() {
    long branch = number();
    if (branch != 0 && branch != 1) {
      throw new BundleException("choice %d is claimed where there are two", branch);
    }
    return branch == 0 ? null : bytes();
  }

  /** Items of the next part of an array or a map; 0 at its end. */
  long items() {
    long count = number();
    if (count < 0) {
      // Avro lets writers say the length in bytes as well.
      number();
      count = -count;
    }
    if (count < 0 || count > end - position) {
      throw new BundleException("%d items are claimed in %d bytes", count, end - position);
    }
    return count;
  }

  private byte next() {
    if (position == end) {
      throw new BundleException("it ends within a number");
    }
    return bytes[position++];
  }
}
