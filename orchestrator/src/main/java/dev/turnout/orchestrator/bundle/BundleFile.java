package dev.turnout.orchestrator.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files in a bundle. None is unpacked onto the disk, and of none more is read than the manifest
 * says that there is. Files may be read by several threads.
 */
final class BundleFile implements AutoCloseable {
  /** Longest manifest and signature file that is read, in bytes. */
  private static final int LONGEST_MANIFEST = 16 * 1024 * 1024;

  private static final int LONGEST_KEY = 4096;
  private static final int LARGEST_STEP = 64 * 1024;

  private final Path path;
  private final ZipFile zip;

  private BundleFile(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  static BundleFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new BundleException("Expected a bundle, but '%s' is no file", path);
    }
    try {
      return new BundleFile(path, new ZipFile(path.toFile()));
    } catch (IOException | IllegalArgumentException e) {
      throw new BundleException(
          e,
          "'%s' is no bundle, or only a part of one: it cannot be opened as a zip (%s)",
          path,
          e.getMessage());
    }
  }

  byte[] manifest() {
    return small(BundleWriter.MANIFEST, LONGEST_MANIFEST)
        .orElseThrow(
            () ->
                new BundleException(
                    "'%s' is no bundle: it has no %s", path, BundleWriter.MANIFEST));
  }

  Optional<byte[]> signature() {
    return small(BundleWriter.SIGNATURE, LONGEST_KEY);
  }

  Optional<byte[]> publicKey() {
    return small(BundleWriter.PUBLIC_KEY, LONGEST_KEY);
  }

  /**
   * Compares what is there with what shall be there, name by name.
   *
   * @param signed whether there is a signature
   */
  void requireNames(Manifest manifest, boolean signed) {
    Set<String> missing = new HashSet<>();
    manifest.seals().forEach(seal -> missing.add(seal.name()));
    missing.add(BundleWriter.MANIFEST);
    if (signed) {
      missing.add(BundleWriter.SIGNATURE);
      missing.add(BundleWriter.PUBLIC_KEY);
    }
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!missing.remove(entry.getName())) {
        throw new BundleException(
            "The bundle has a file that its manifest does not name, or has it twice: '%s'",
            entry.getName());
      }
    }
    if (!missing.isEmpty()) {
      throw new BundleException(
          "The bundle lacks '%s', which its manifest names", missing.iterator().next());
    }
  }

  /**
   * Reads a file to its end and compares it with its seal.
   *
   * @param read hears of every few bytes
   */
  void requireSealed(FileSeal seal, LongConsumer read) {
    MessageDigest digest = Sha256.digest();
    long left = seal.bytes();
    byte[] buffer = new byte[LARGEST_STEP];
    try (InputStream in = stream(seal.name())) {
      // One byte more than there should be is asked for, so that a longer file is noticed.
      int count = in.read(buffer, 0, step(left));
      while (count >= 0 && left >= count) {
        digest.update(buffer, 0, count);
        read.accept(count);
        left -= count;
        count = in.read(buffer, 0, step(left));
      }
      if (count >= 0 || left > 0) {
        throw new BundleException(
            "File '%s' of the bundle is %s than the %d bytes that the manifest says",
            seal.name(), count >= 0 ? "longer" : "shorter", seal.bytes());
      }
    } catch (IOException e) {
      throw damaged(seal.name(), e);
    }
    if (!Sha256.hex(digest.digest()).equals(seal.sha256())) {
      throw new BundleException(
          "File '%s' of the bundle was changed: its hash is not the one in the manifest",
          seal.name());
    }
  }

  private static int step(long left) {
    return (int) Math.min(LARGEST_STEP, left + 1);
  }

  /** The content of a small file that was compared with its seal. */
  byte[] content(FileSeal seal, int longest) {
    return small(seal.name(), longest)
        .orElseThrow(() -> new BundleException("The bundle lacks '%s'", seal.name()));
  }

  /** The content of a file that was compared with its seal; the caller closes it. */
  InputStream stream(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new BundleException("The bundle lacks '%s'", name);
    }
    return zip.getInputStream(entry);
  }

  private Optional<byte[]> small(String name, int longest) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(longest + 1);
      if (bytes.length > longest) {
        throw new BundleException(
            "Expected file '%s' of the bundle to have at most %d bytes, but it is longer",
            name, longest);
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw damaged(name, e);
    }
  }

  private static BundleException damaged(String name, IOException e) {
    return new BundleException(e, "File '%s' of the bundle is damaged: %s", name, e.getMessage());
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new BundleException(e, "Could not close '%s': %s", path, e.getMessage());
    }
  }
}
