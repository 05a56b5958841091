package dev.turnout.demo.server;

import dev.turnout.demo.iris.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * A version on disk: a folder with the trained classifier, and how its server behaves. The demo
 * writes it and the model servers, processes of their own, read it.
 *
 * @param folder holds the files; exists
 */
public record ModelBundle(Path folder) {
  private static final String CLASSIFIER = "classifier.pb";
  private static final String SETTINGS = "server.properties";
  private static final String SCORING_DELAY = "scoring.delay.ms";
  private static final String BROKEN = "broken";

  /**
   * Writes a version.
   *
   * @param folder is made if it is missing
   * @param scoringDelay what each request waits inside the model, 0 or more
   */
  public static ModelBundle write(Path folder, Classifier classifier, Duration scoringDelay)
      throws IOException {
    Files.createDirectories(folder);
    classifier.save(folder.resolve(CLASSIFIER));
    var settings = new Properties();
    settings.setProperty(SCORING_DELAY, Long.toString(scoringDelay.toMillis()));
    try (var out = Files.newOutputStream(folder.resolve(SETTINGS))) {
      settings.store(out, "How the model server behaves");
    }
    var bundle = new ModelBundle(folder);
    bundle.repair();
    return bundle;
  }

  /** From now on every server of this version answers status 500. */
  public void breakDown() throws IOException {
    Files.writeString(folder.resolve(BROKEN), "");
  }

  /** Takes {@link #breakDown} back. */
  public void repair() throws IOException {
    Files.deleteIfExists(folder.resolve(BROKEN));
  }

  boolean broken() {
    return Files.exists(folder.resolve(BROKEN));
  }

  Classifier classifier() throws IOException {
    return Classifier.load(folder.resolve(CLASSIFIER));
  }

  Duration scoringDelay() throws IOException {
    var settings = new Properties();
    try (var in = Files.newInputStream(folder.resolve(SETTINGS))) {
      settings.load(in);
    }
    return Duration.ofMillis(Long.parseLong(settings.getProperty(SCORING_DELAY, "0")));
  }
}
