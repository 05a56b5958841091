package dev.turnout.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text and bytes. */
final class Texts {
  private Texts() {}

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
