package dev.turnout.orchestrator.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/** An Ed25519 key that signs. Its text form is PKCS#8 in PEM, as OpenSSL writes it. */
public final class SigningKey {
  static final String ALGORITHM = "Ed25519";
  private static final String LABEL = "PRIVATE KEY";

  private final PrivateKey key;
  private final VerifyingKey counterpart;

  private SigningKey(PrivateKey key, VerifyingKey counterpart) {
    this.key = key;
    this.counterpart = counterpart;
  }

  /** A new key. */
  public static SigningKey generate() {
    return of(pair(new SecureRandom()));
  }

  /**
   * The key in a file, as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @throws KeyException saying what was expected
   */
  public static SigningKey read(Path file) {
    try {
      return ofPem(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new KeyException(e, "Could not read the key %s: %s", file, e.getMessage());
    }
  }

  static SigningKey ofPem(byte[] text, String where) {
    byte[] der = Pem.read(text, LABEL, where);
    try {
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
      byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
      return of(pair(new Seed(seed)));
    } catch (InvalidKeySpecException e) {
      throw new KeyException(
          e,
          "Expected %s to hold an Ed25519 key, but got another (make one with 'turnout key generate' or 'openssl genpkey -algorithm ed25519')",
          where);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  /** The key with which others check the signatures. */
  public VerifyingKey counterpart() {
    return counterpart;
  }

  /** The key as text; whoever has it can sign. */
  public String pem() {
    return Pem.write(LABEL, key.getEncoded());
  }

  /** The signature of a message, 64 bytes. */
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected a key that signs", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[of " + counterpart.fingerprint() + "]";
  }

  private static SigningKey of(KeyPair pair) {
    return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
  }

  /** All of an Ed25519 pair follows from 32 random bytes, which are the private key. */
  private static KeyPair pair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * Gives a known private key where a random one is drawn: the JDK has no other way to its public
   * key, which the file need not hold.
   */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException(
            "Expected %d bytes to be drawn, but got %d".formatted(seed.length, bytes.length));
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
