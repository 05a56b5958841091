package dev.turnout.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Where the page's library lies in the program: the webjar of lit-html, whatever its version. */
final class PageLibrary {
  private static final String ABOUT = "/META-INF/maven/org.webjars.npm/lit-html/pom.properties";
  private static final String FOLDER = "/META-INF/resources/webjars/lit-html/%s/";

  private PageLibrary() {}

  /**
   * @return ends with a slash
   */
  static String folder() {
    try (InputStream about = PageLibrary.class.getResourceAsStream(ABOUT)) {
      if (about == null) {
        throw new IllegalStateException(
            "Expected the webjar of lit-html on the class path, but it is not there");
      }
      Properties properties = new Properties();
      properties.load(about);
      return FOLDER.formatted(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
