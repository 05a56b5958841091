package dev.turnout.bridge.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Names series by everything that tells them apart. */
public final class SeriesNames {
  private static final int BYTES = 16;

  private SeriesNames() {}

  /**
   * A short name: the same for the same rule, scope and attributes only.
   *
   * @param rule which counts it; begins the name
   * @param scope who measured
   * @param attributes in order
   */
  public static String of(String rule, String scope, Map<String, String> attributes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      put(digest, scope);
      attributes.forEach(
          (key, value) -> {
            put(digest, key);
            put(digest, value);
          });
      return rule + "/" + HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** With its length, so that no two lists of texts look alike. */
  private static void put(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }
}
