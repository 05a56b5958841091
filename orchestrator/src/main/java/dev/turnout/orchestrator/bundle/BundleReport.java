package dev.turnout.orchestrator.bundle;

import java.util.Optional;

/**
 * What was checked of a bundle when it was opened.
 *
 * @param manifest what it says of itself
 * @param trust how far the signature vouches for it
 * @param fingerprint of the key that signed; empty without a signature
 * @param files whose hashes agree with the manifest, a count
 * @param bytes in these files
 */
public record BundleReport(
    Manifest manifest, Trust trust, Optional<String> fingerprint, int files, long bytes) {

  /** What is known of who wrote the bundle. */
  public enum Trust {
    /** Signed with the key that was expected. */
    EXPECTED_KEY,
    /** Signed with the key in the bundle, which was compared with nothing: anybody has one. */
    OWN_KEY,
    /** Not signed at all. */
    UNSIGNED
  }
}
