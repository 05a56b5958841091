package dev.turnout.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings that stand elsewhere than in the configuration: {@code ${file:/etc/turnout/password}} is
 * the content of that file without its last line break, {@code ${env:PASSWORD}} that environment
 * variable. Everything else stays as it is. A file is at most 1 MiB.
 *
 * @param environment variables by name
 */
public record Secrets(Map<String, String> environment) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|env):([^}]*)}");
  private static final long LONGEST = 1 << 20;

  public Secrets {
    environment = Map.copyOf(environment);
  }

  /** With the variables of this process. */
  public static Secrets ofProcess() {
    return new Secrets(System.getenv());
  }

  /**
   * The text with everything it refers to.
   *
   * @throws IllegalArgumentException if something it refers to is missing; the message names what,
   *     and no secret
   */
  public String fill(String text) {
    Matcher reference = REFERENCE.matcher(text);
    return reference.replaceAll(
        found ->
            Matcher.quoteReplacement(
                found.group(1).equals("file")
                    ? content(found.group(2))
                    : variable(found.group(2))));
  }

  private String variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected the environment variable %s, but it is not set".formatted(name)));
  }

  private static String content(String name) {
    try {
      Path file = Path.of(name);
      long size = Files.size(file);
      if (size > LONGEST) {
        throw new IllegalArgumentException(
            "Expected at most 1 MiB in the file %s, but it has %d bytes".formatted(name, size));
      }
      return Files.readString(file, UTF_8).stripTrailing();
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "Expected a readable text file %s, but got %s"
              .formatted(name, e.getClass().getSimpleName()),
          e);
    }
  }
}
