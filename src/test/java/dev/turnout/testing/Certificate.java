package dev.turnout.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine that signed itself, made by the JDK's keytool. */
public final class Certificate {
  public static final String PASSWORD = "certificate-password";
  private static final String ALIAS = "server";

  private final Path folder;
  private final String name;
  private final KeyStore store;

  private Certificate(Path folder, String name, KeyStore store) {
    this.folder = folder;
    this.name = name;
    this.store = store;
  }

  /** Makes one, and its files NAME.p12, NAME.pem and NAME.key in the folder. */
  public static Certificate make(Path folder, String name) {
    try {
      Path file = folder.resolve(name + ".p12");
      keytool(file);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      Certificate made = new Certificate(folder, name, store);
      Files.writeString(made.file(), pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
      byte[] key = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      Files.writeString(made.keyFile(), pem("PRIVATE KEY", key));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In PEM. */
  public Path file() {
    return folder.resolve(name + ".pem");
  }

  /** In PEM. */
  public Path keyFile() {
    return folder.resolve(name + ".key");
  }

  /** Both in PKCS#12, under {@link #PASSWORD}. */
  public Path storeFile() {
    return folder.resolve(name + ".p12");
  }

  /** For a server that shows it. */
  public SSLContext shown() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For a client that trusts it and no other. */
  public SSLContext trusted() {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path file) throws IOException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                ALIAS,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String form, byte[] content) {
    String lines = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(form, lines, form);
  }
}
