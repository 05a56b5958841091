package dev.turnout.yaml;

import java.util.Optional;
import java.util.function.Function;

/**
 * What was read: a value, or nothing because of a mistake that has been reported. Reading goes on
 * after a mistake, so the value is asked for only inside {@link YamlMap#build}, which runs when all
 * fields are valid.
 */
public final class YamlField<T> {
  private final Optional<T> value;

  private YamlField(Optional<T> value) {
    this.value = value;
  }

  public static <T> YamlField<T> valid(T value) {
    return new YamlField<>(Optional.of(value));
  }

  /** For readers of their own, after they reported why. */
  public static <T> YamlField<T> invalid() {
    return new YamlField<>(Optional.empty());
  }

  public boolean isValid() {
    return value.isPresent();
  }

  /**
   * The value.
   *
   * @throws IllegalStateException if the field is invalid
   */
  public T get() {
    return value.orElseThrow(() -> new IllegalStateException("Expected a valid field"));
  }

  /** The value made into another; invalid stays invalid. */
  public <R> YamlField<R> map(Function<? super T, ? extends R> function) {
    return isValid() ? valid(function.apply(get())) : invalid();
  }
}
