package dev.turnout.agents.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;

/** The user {@code certified}, whom the test's API server knows by its certificate. */
public record ClientIdentity(Path directory) {
  static final String CERTIFICATE = "client.crt";
  private static final String STORE = "client.p12";
  private static final char[] PASSWORD = "password".toCharArray();
  // How many bytes PKCS#8 puts before an RSA key of 2048 bits.
  private static final int PKCS8_HEAD = 26;

  static void make(Path directory) throws IOException, GeneralSecurityException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-alias",
                "client",
                "-dname",
                "CN=certified",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                directory.resolve(STORE).toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    try {
      assertThat(keytool.waitFor()).as(said).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    ClientIdentity identity = new ClientIdentity(directory);
    Files.writeString(directory.resolve(CERTIFICATE), identity.certificate());
  }

  /** In PEM. */
  String certificate() throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", store().getCertificate("client").getEncoded());
  }

  /** In PEM, as most tools write it. */
  String key() throws IOException, GeneralSecurityException {
    return pem("PRIVATE KEY", encodedKey());
  }

  /** In PEM, as minikube and kind write it. */
  String bareKey() throws IOException, GeneralSecurityException {
    byte[] key = encodedKey();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(key, PKCS8_HEAD, key.length));
  }

  private byte[] encodedKey() throws IOException, GeneralSecurityException {
    return store().getKey("client", PASSWORD).getEncoded();
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve(STORE))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static String pem(String form, byte[] content) {
    String lines = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(form, lines, form);
  }
}
