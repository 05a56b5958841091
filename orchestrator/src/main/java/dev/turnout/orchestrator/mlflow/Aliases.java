package dev.turnout.orchestrator.mlflow;

/**
 * The aliases that follow the rollouts.
 *
 * @param live names the version that serves; default {@code champion}
 * @param previous names the one before it; default {@code previous}
 */
public record Aliases(String live, String previous) {
  static final Aliases DEFAULT = new Aliases("champion", "previous");

  public Aliases {
    require(live);
    require(previous);
    if (live.equals(previous)) {
      throw new IllegalArgumentException(
          "Expected two aliases, but got '%s' twice (such as champion and previous)"
              .formatted(live));
    }
  }

  private static void require(String alias) {
    if (!alias.matches("[A-Za-z0-9_-]{1,250}")) {
      throw new IllegalArgumentException(
          "Expected an alias of letters, digits, '_' and '-', but got '%s'".formatted(alias));
    }
  }
}
