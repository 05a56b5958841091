package dev.turnout.agents.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Xxh32Test {
  private static final int PRIME = 0x9E3779B1;

  @ParameterizedTest
  @CsvSource({
    "0, 0, 02CC5D05", "0, 1, 36B78AE7",
    "1, 0, CF65B03E", "1, 1, B4545AA4",
    "14, 0, 1208E7E2", "14, 1, 6AF1D1FE",
    "222, 0, 5BD11DBD", "222, 1, 58803C5F"
  })
  void shouldAgreeWithTheOfficialVectors(int length, int seeded, String expected) {
    byte[] data = Arrays.copyOf(sanityBuffer(), length);

    int hash = Xxh32.hash(data, seeded * PRIME);

    assertThat(String.format("%08X", hash)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"a, 550D7456", "abc, 32D153FF", "Nobody inspects the spammish repetition, E2293B2F"})
  void shouldAgreeWithKnownWords(String text, String expected) {
    int hash = Xxh32.hash(text.getBytes(StandardCharsets.UTF_8), 0);

    assertThat(String.format("%08X", hash)).isEqualTo(expected);
  }

  /** The buffer that xxHash's own sanity check generates. */
  private static byte[] sanityBuffer() {
    byte[] buffer = new byte[222];
    long generator = PRIME & 0xFFFFFFFFL;
    for (int i = 0; i < buffer.length; i++) {
      buffer[i] = (byte) (generator >>> 56);
      generator *= 0x9E3779B185EBCA8DL;
    }
    return buffer;
  }
}
