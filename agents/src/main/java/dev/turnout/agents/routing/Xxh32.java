package dev.turnout.agents.routing;

/**
 * The 32-bit xxHash of bytes, bit for bit what HAProxy's {@code xxh32} computes, so that every data
 * plane puts the same user into the same bucket.
 */
final class Xxh32 {
  private static final int PRIME_1 = 0x9E3779B1;
  private static final int PRIME_2 = 0x85EBCA77;
  private static final int PRIME_3 = 0xC2B2AE3D;
  private static final int PRIME_4 = 0x27D4EB2F;
  private static final int PRIME_5 = 0x165667B1;

  private Xxh32() {}

  /** The hash of all of {@code data}; read the result as an unsigned number. */
  static int hash(byte[] data, int seed) {
    int stripes = data.length & ~15;
    int hash = stripes == 0 ? seed + PRIME_5 : hashStripes(data, stripes, seed);
    hash += data.length;
    int at = stripes;
    for (; at + 4 <= data.length; at += 4) {
      hash = Integer.rotateLeft(hash + word(data, at) * PRIME_3, 17) * PRIME_4;
    }
    for (; at < data.length; at++) {
      hash = Integer.rotateLeft(hash + (data[at] & 0xFF) * PRIME_5, 11) * PRIME_1;
    }
    return avalanche(hash);
  }

  private static int hashStripes(byte[] data, int end, int seed) {
    int a = seed + PRIME_1 + PRIME_2;
    int b = seed + PRIME_2;
    int c = seed;
    int d = seed - PRIME_1;
    for (int at = 0; at < end; at += 16) {
      a = round(a, word(data, at));
      b = round(b, word(data, at + 4));
      c = round(c, word(data, at + 8));
      d = round(d, word(data, at + 12));
    }
    return Integer.rotateLeft(a, 1)
        + Integer.rotateLeft(b, 7)
        + Integer.rotateLeft(c, 12)
        + Integer.rotateLeft(d, 18);
  }

  private static int round(int lane, int word) {
    return Integer.rotateLeft(lane + word * PRIME_2, 13) * PRIME_1;
  }

  private static int word(byte[] data, int at) {
    return (data[at] & 0xFF)
        | (data[at + 1] & 0xFF) << 8
        | (data[at + 2] & 0xFF) << 16
        | (data[at + 3] & 0xFF) << 24;
  }

  private static int avalanche(int hash) {
    int mixed = (hash ^ (hash >>> 15)) * PRIME_2;
    mixed = (mixed ^ (mixed >>> 13)) * PRIME_3;
    return mixed ^ (mixed >>> 16);
  }
}
