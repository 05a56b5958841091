package dev.turnout.orchestrator.mlflow;

/**
 * A version of a registered model.
 *
 * @param model name of the registered model
 * @param number its version, decimal digits
 */
public record RegisteredVersion(String model, String number) {
  private static final String DIGITS = "[0-9]{1,18}";

  public RegisteredVersion {
    if (model.isBlank()) {
      throw new IllegalArgumentException("Expected the name of a registered model, but got none");
    }
    if (!isNumber(number)) {
      throw new IllegalArgumentException(
          "Expected the number of a version of '%s' such as 2, but got '%s'"
              .formatted(model, number));
    }
  }

  static boolean isNumber(String text) {
    return text.matches(DIGITS);
  }

  /** The source that always means this version, such as {@code models:/fraud/2}. */
  public String source() {
    return "models:/%s/%s".formatted(model, number);
  }

  @Override
  public String toString() {
    return source();
  }
}
