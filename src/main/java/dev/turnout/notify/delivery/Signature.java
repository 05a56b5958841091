package dev.turnout.notify.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the specification Standard Webhooks says. Shows no secret. */
public final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 16;

  private final SecretKeySpec key;

  private Signature(byte[] secret) {
    if (secret.length < SHORTEST) {
      throw new IllegalArgumentException(
          "Expected a secret of at least %d bytes (such as whsec_ and 32 random bytes in Base64)"
              .formatted(SHORTEST));
    }
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Of {@code whsec_} and Base64, or of a text as it is. */
  public static Signature of(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return new Signature(secret.getBytes(UTF_8));
    }
    try {
      return new Signature(Base64.getDecoder().decode(secret.substring(PREFIX.length())));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected Base64 of at least %d bytes after whsec_".formatted(SHORTEST), e);
    }
  }

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param id of the message, without dots
   * @param seconds since 1970
   */
  String sign(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update("%s.%d.".formatted(id, seconds).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "Signature[hidden]";
  }
}
