package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every codec needs: optional fields, times in milliseconds, lists, versions. */
final class Wire {

  private Wire() {}

  static <A, B> @Nullable B orNull(Optional<A> value, Function<A, B> translation) {
    return value.map(translation).orElse(null);
  }

  static @Nullable String orNull(Optional<String> value) {
    return value.orElse(null);
  }

  static <A, B> Optional<B> optional(@Nullable A value, Function<A, B> translation) {
    return Optional.ofNullable(value).map(translation);
  }

  static <A, B> List<B> each(List<A> values, Function<A, B> translation) {
    return values.stream().map(translation).toList();
  }

  static Duration millis(long value) {
    return Duration.ofMillis(value);
  }

  static Instant instant(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis);
  }

  static dev.turnout.events.VersionRef write(VersionRef ref) {
    return new dev.turnout.events.VersionRef(ref.version().value(), orNull(ref.source()));
  }

  static VersionRef read(dev.turnout.events.VersionRef ref) {
    return new VersionRef(new Version(ref.getVersion()), Optional.ofNullable(ref.getSource()));
  }

  /** The same names on both sides, so that a new constant on one side fails the other's test. */
  static <A extends Enum<A>, B extends Enum<B>> B same(Class<B> type, A value) {
    return Enum.valueOf(type, value.name());
  }
}
