package dev.turnout.api.access;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Some models, by patterns of which one must fit the whole name; {@code *} stands for any
 * characters.
 */
public final class ModelScope {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9.*-]{1,255}");

  private final List<String> globs;
  private final List<Pattern> patterns;

  private ModelScope(List<String> globs) {
    this.globs = List.copyOf(globs);
    this.patterns = globs.stream().map(ModelScope::pattern).toList();
  }

  /** Every model. */
  public static ModelScope all() {
    return new ModelScope(List.of("*"));
  }

  /**
   * These.
   *
   * @throws IllegalArgumentException if one cannot fit any model's name, or there is none
   */
  public static ModelScope of(List<String> globs) {
    for (String glob : globs) {
      if (!ALLOWED.matcher(glob).matches()) {
        throw new IllegalArgumentException(
            "Expected a model's name, or a pattern such as fraud*, but got '%s'".formatted(glob));
      }
    }
    if (globs.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one model, but got none (write '*')");
    }
    return new ModelScope(globs);
  }

  public boolean includes(String model) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(model).matches());
  }

  /** Whether it is every model there may be. */
  public boolean isAll() {
    return globs.contains("*");
  }

  /** The patterns as they were given. */
  public List<String> globs() {
    return globs;
  }

  @Override
  public String toString() {
    return globs.toString();
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
