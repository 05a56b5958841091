package dev.turnout.orchestrator.bundle;

import dev.turnout.orchestrator.keys.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the files of a bundle one after another, and the manifest with its signature last. */
final class BundleWriter implements AutoCloseable {
  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.sig";
  static final String PUBLIC_KEY = "public-key.pem";

  /** The earliest that a zip can say: the same content gives the same file. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Fills a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final ZipOutputStream zip;

  BundleWriter(OutputStream out) {
    this.zip = new ZipOutputStream(out);
  }

  FileSeal add(String name, Content content) throws IOException {
    begin(name);
    Counting counting = new Counting(zip);
    content.writeTo(counting);
    counting.flush();
    zip.closeEntry();
    return new FileSeal(name, counting.bytes, Sha256.hex(counting.getMessageDigest().digest()));
  }

  /** Ends the bundle. */
  void seal(Manifest manifest, Optional<SigningKey> key) throws IOException {
    byte[] text = ManifestJson.write(manifest);
    put(MANIFEST, text);
    if (key.isPresent()) {
      put(SIGNATURE, key.get().sign(text));
      put(PUBLIC_KEY, key.get().counterpart().pemBytes());
    }
    zip.finish();
    zip.flush();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void put(String name, byte[] bytes) throws IOException {
    begin(name);
    zip.write(bytes);
    zip.closeEntry();
  }

  private void begin(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }

  /** Counts and hashes what goes through; does not close what is behind it. */
  private static final class Counting extends DigestOutputStream {
    private long bytes;

    Counting(OutputStream out) {
      super(out, Sha256.digest());
    }

    @Override
    public void write(int one) throws IOException {
      super.write(one);
      bytes++;
    }

    @Override
    public void write(byte[] many, int offset, int length) throws IOException {
      super.write(many, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
