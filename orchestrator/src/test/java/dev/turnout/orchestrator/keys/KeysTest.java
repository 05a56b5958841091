package dev.turnout.orchestrator.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class KeysTest {
  // openssl genpkey -algorithm ed25519
  private static final String PRIVATE =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIG7ufVSSKH7O42PeBGIgNQ78uWweG2Sk4QFgTBhQ/wKq
      -----END PRIVATE KEY-----
      """;
  // openssl pkey -pubout
  private static final String PUBLIC =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAkKw0G/uAFwajwy7TzVFK7DUl35O+RYwU0Wf7nTX/cog=
      -----END PUBLIC KEY-----
      """;
  // openssl pkey -pubin -outform DER | sha256sum
  private static final String FINGERPRINT =
      "d031ead8e9a9f362cea5426a83da9b56423d5dd6762d8d78552553da2048de14";

  @Test
  void shouldFindThePublicKeyOfAnOpensslKey() {
    // when
    SigningKey key = SigningKey.ofPem(PRIVATE.getBytes(UTF_8), "key.pem");

    // then
    assertThat(key.counterpart()).isEqualTo(VerifyingKey.ofPem(PUBLIC.getBytes(UTF_8), "pub.pem"));
    assertThat(key.counterpart().pem()).isEqualTo(PUBLIC);
    assertThat(key.counterpart().fingerprint()).isEqualTo(FINGERPRINT);
    assertThat(key.pem()).isEqualTo(PRIVATE);
    assertThat(key.toString()).doesNotContain(PRIVATE.lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void shouldSignWhatItsCounterpartVerifies() {
    // given
    SigningKey key = SigningKey.generate();
    byte[] message = "journal".getBytes(UTF_8);

    // when
    byte[] signature = key.sign(message);

    // then
    assertThat(key.counterpart().verifies(message, signature)).isTrue();
    assertThat(key.counterpart().verifies("jurnal".getBytes(UTF_8), signature)).isFalse();
    assertThat(key.counterpart().verifies(message, new byte[3])).isFalse();
    assertThat(SigningKey.generate().counterpart().verifies(message, signature)).isFalse();
  }

  @Test
  void shouldRefuseAKeyThatIsNoPointOfTheCurve() {
    byte[] der = Pem.read(PUBLIC.getBytes(UTF_8), "PUBLIC KEY", "pub.pem");
    int refused = 0;
    for (int bit = 0; bit < 8; bit++) {
      byte[] changed = der.clone();
      changed[20] ^= (byte) (1 << bit);
      try {
        byte[] pem = Pem.write("PUBLIC KEY", changed).getBytes(UTF_8);
        assertThat(VerifyingKey.ofPem(pem, "pub.pem").verifies(pem, new byte[64])).isFalse();
      } catch (KeyException e) {
        assertThat(e).hasMessageContaining("Expected pub.pem to hold an Ed25519 public key");
        refused++;
      }
    }
    // Half of all numbers are the ordinate of a point.
    assertThat(refused).isBetween(1, 7);
  }

  @Test
  void shouldSayWhatIsWrongWithAKey() throws Exception {
    // given
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    String other = Pem.write("PRIVATE KEY", rsa.generateKeyPair().getPrivate().getEncoded());

    // then
    assertRefused(other, "an Ed25519 key, but got another");
    assertRefused("hello", "no PEM file");
    assertRefused(PUBLIC, "but got '-----BEGIN PUBLIC KEY-----'");
    assertRefused(
        PRIVATE.replace("PRIVATE", "ENCRYPTED PRIVATE"), "take the password off: openssl pkey");
    assertRefused(Pem.write("PRIVATE KEY", new byte[] {1, 2}), "an Ed25519 key");
  }

  private static void assertRefused(String pem, String reason) {
    assertThatThrownBy(() -> SigningKey.ofPem(pem.getBytes(UTF_8), "key.pem"))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("key.pem")
        .hasMessageContaining(reason);
  }
}
