package dev.turnout.orchestrator.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 key that checks signatures. Its text form is that of {@code openssl pkey -pubout}. */
public final class VerifyingKey {
  private static final String LABEL = "PUBLIC KEY";

  private final PublicKey key;

  VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /**
   * The key in a file.
   *
   * @throws KeyException saying what was expected
   */
  public static VerifyingKey read(Path file) {
    try {
      return ofPem(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new KeyException(e, "Could not read the key %s: %s", file, e.getMessage());
    }
  }

  /**
   * The key of a PEM text.
   *
   * @param where what is read, for the message
   * @throws KeyException saying what was expected
   */
  public static VerifyingKey ofPem(byte[] text, String where) {
    return ofDer(Pem.read(text, LABEL, where), where);
  }

  /**
   * The key in one line: the Base64 text between the two lines of the PEM text.
   *
   * @throws KeyException saying what was expected
   */
  public static VerifyingKey ofLine(String base64, String where) {
    try {
      return ofDer(Base64.getDecoder().decode(base64.strip()), where);
    } catch (IllegalArgumentException e) {
      throw new KeyException(
          e,
          "Expected the Base64 text of a public key, such as MCowBQYDK2VwAyEA..., but got another text for %s ('turnout key show' prints it)",
          where);
    }
  }

  private static VerifyingKey ofDer(byte[] der, String where) {
    try {
      PublicKey key =
          KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
      // Only this looks whether the bytes are a point of the curve.
      Signature.getInstance(SigningKey.ALGORITHM).initVerify(key);
      return new VerifyingKey(key);
    } catch (InvalidKeySpecException | InvalidKeyException e) {
      throw new KeyException(
          e, "Expected %s to hold an Ed25519 public key, but got another", where);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + SigningKey.ALGORITHM, e);
    }
  }

  /** The key as text. */
  public String pem() {
    return Pem.write(LABEL, key.getEncoded());
  }

  /** The key in one line, as {@link #ofLine} reads it. */
  public String line() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /**
   * SHA-256 of the key's DER bytes in hexadecimal digits, by which people compare keys; the same as
   * {@code openssl pkey -pubin -in KEY -outform DER | sha256sum}.
   */
  public String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Whether the signature is this key's for the message. */
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(SigningKey.ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (SignatureException e) {
      // Bytes that are no signature at all.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected a key that verifies", e);
    }
  }

  /** The key as the bytes of its text. */
  public byte[] pemBytes() {
    return pem().getBytes(US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "VerifyingKey[" + fingerprint() + "]";
  }
}
