package dev.turnout.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells a webhook of our MLflow from anybody else's by the secret that only both know. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v1,";

  private final SecretKeySpec key;

  Signature(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
  }

  /**
   * Whether a delivery is signed with the secret. Takes as long for a wrong signature as for a
   * right one.
   *
   * @param given value of the header {@code X-MLflow-Signature}
   */
  boolean isRight(String deliveryId, String timestamp, byte[] body, String given) {
    Mac mac = mac();
    mac.update((deliveryId + "." + timestamp + ".").getBytes(UTF_8));
    String right = VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    return MessageDigest.isEqual(right.getBytes(UTF_8), given.getBytes(UTF_8));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
