package dev.turnout.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes damaged inputs out of valid ones; the same seed makes the same inputs. */
final class Mutator {
  private static final int MOST_DAMAGES = 6;
  private static final int LONGEST_NOISE = 64;

  /** Variable-length numbers that claim enormous or negative lengths, and odd floating numbers. */
  private static final List<byte[]> BINARY =
      List.of(
          bytes(0xfe, 0xff, 0xff, 0xff, 0x0f),
          bytes(0xff, 0xff, 0xff, 0xff, 0x0f),
          bytes(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
          bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
          bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
          bytes(0x80, 0x80, 0x80, 0x80, 0x02),
          bytes(0x01),
          bytes(0, 0, 0, 0, 0, 0, 0xf8, 0x7f),
          bytes(0, 0, 0, 0, 0, 0, 0xf0, 0x7f),
          bytes(0, 0, 0, 0, 0, 0, 0xf0, 0xff),
          bytes(0, 0, 0, 0, 0, 0, 0, 0x80));

  private final SplittableRandom random;
  private final List<byte[]> words;

  /** Damages bytes. */
  static Mutator ofBytes(long seed) {
    return new Mutator(seed, BINARY);
  }

  /** Damages text, with these words among the damages. */
  static Mutator ofText(long seed, List<String> words) {
    return new Mutator(seed, words.stream().map(Texts::bytes).toList());
  }

  private Mutator(long seed, List<byte[]> words) {
    this.random = new SplittableRandom(seed);
    this.words = words;
  }

  SplittableRandom random() {
    return random;
  }

  /** One of the seeds, damaged; now and then nothing but noise. */
  byte[] next(List<byte[]> seeds, int from) {
    if (random.nextInt(32) == 0) {
      return noise(random.nextInt(LONGEST_NOISE));
    }
    byte[] input = seeds.get(random.nextInt(seeds.size()));
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    int damages = 1 + random.nextInt(MOST_DAMAGES);
    for (int i = 0; i < damages; i++) {
      input = damage(input, other, from);
    }
    return input;
  }

  private byte[] damage(byte[] input, byte[] other, int from) {
    if (input.length <= from) {
      return splice(input, input.length, 0, noise(1 + random.nextInt(8)));
    }
    int at = from + random.nextInt(input.length - from);
    int length = Math.min(1 + random.nextInt(8), input.length - at);
    return switch (random.nextInt(9)) {
      case 0, 1 -> {
        byte[] flipped = input.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 2 -> {
        byte[] set = input.clone();
        set[at] = (byte) random.nextInt(256);
        yield set;
      }
      case 3 -> Arrays.copyOf(input, at);
      case 4 -> splice(input, at, length, new byte[0]);
      case 5 -> splice(input, at, 0, Arrays.copyOfRange(input, at, at + length));
      case 6 -> splice(input, at, 0, word());
      case 7 -> {
        byte[] word = word();
        yield splice(input, at, Math.min(word.length, input.length - at), word);
      }
      default -> {
        int cut = random.nextInt(other.length + 1);
        yield splice(input, at, input.length - at, Arrays.copyOfRange(other, cut, other.length));
      }
    };
  }

  private byte[] word() {
    return words.get(random.nextInt(words.size()));
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] splice(byte[] input, int at, int removed, byte[] added) {
    var out = new ByteArrayOutputStream(input.length + added.length);
    out.write(input, 0, at);
    out.write(added, 0, added.length);
    out.write(input, at + removed, input.length - at - removed);
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
