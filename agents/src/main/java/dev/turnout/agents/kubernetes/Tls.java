package dev.turnout.agents.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys as Kubernetes writes them (PEM), made into what Java needs. */
final class Tls {
  private static final char[] NO_PASSWORD = new char[0];
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]+)-----END");
  // What PKCS#8 puts around an RSA key: version 0, the algorithm's name, no parameters.
  private static final byte[] RSA_ALGORITHM =
      Base64.getDecoder().decode("AgEAMA0GCSqGSIb3DQEBAQUA");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private Tls() {}

  /**
   * Trusts servers with a certificate of these authorities and nobody else; with none, as the JVM
   * does.
   */
  static SSLContext trusting(String authorities) {
    return context(authorities, new KeyManager[0]);
  }

  /** Trusts these authorities and shows a certificate of its own. */
  static SSLContext trusting(String authorities, String certificate, String key) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
      store.setKeyEntry("client", privateKey(key), NO_PASSWORD, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      return context(authorities, keys.getKeyManagers());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "Expected a client certificate and its key in PEM, but they cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  private static SSLContext context(String authorities, KeyManager[] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, authorities.isBlank() ? null : trust(authorities), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "Expected certificates of authorities in PEM, but they cannot be used: " + e.getMessage(),
          e);
    }
  }

  private static TrustManager[] trust(String authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    int number = 0;
    for (Certificate authority : certificates(authorities)) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (certificates.isEmpty()) {
      throw new CertificateException("there is no certificate in it");
    }
    return certificates;
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new InvalidKeySpecException("there is no private key in it");
    }
    byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
    return switch (matcher.group(1).strip()) {
      case "" -> pkcs8(content);
      case "RSA" -> pkcs8(wrapRsa(content));
      default ->
          throw new InvalidKeySpecException(
              "the key is of the form '%sPRIVATE KEY' (write it as PKCS#8: openssl pkcs8 -topk8 -nocrypt)"
                  .formatted(matcher.group(1)));
    };
  }

  private static PrivateKey pkcs8(byte[] content) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(content);
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    }
  }

  private static byte[] wrapRsa(byte[] key) {
    return element(SEQUENCE, concat(RSA_ALGORITHM, element(OCTETS, key)));
  }

  /** A value in DER: tag, length in two bytes, content. */
  private static byte[] element(int tag, byte[] content) {
    byte[] head = {
      (byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length,
    };
    return concat(head, content);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
