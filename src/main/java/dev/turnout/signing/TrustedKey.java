package dev.turnout.signing;

import dev.turnout.api.access.Grant;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.orchestrator.plan.Glob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key and what it is trusted with. Times are the brokers'.
 *
 * @param name 1 to 64 letters, digits, '.', '_' and '-'; the journal has it
 * @param actors in whose names it may sign; at least one
 * @param grant what it may do, with which models
 * @param from since when it counts; empty for always
 * @param until when it ends; empty for never
 */
public record TrustedKey(
    String name,
    VerifyingKey key,
    List<Glob> actors,
    Grant grant,
    Optional<Instant> from,
    Optional<Instant> until) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public TrustedKey {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Expected a key's name of 1 to 64 letters, digits, '.', '_' and '-', but got '%s'"
              .formatted(name));
    }
    if (actors.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected in whose names the key may sign (write actors: [\"pipeline/fraud-*\"], or \"*\" for anybody)");
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          "Expected 'from' before 'until', but got %s and %s".formatted(from.get(), until.get()));
    }
    actors = List.copyOf(actors);
  }

  boolean maySpeakFor(String actor) {
    return actors.stream().anyMatch(glob -> glob.matches(actor));
  }

  /** Whether both have the name or the key, and there is a time at which both count. */
  boolean clashesWith(TrustedKey other) {
    boolean apart =
        until.filter(end -> !other.from.orElse(Instant.MIN).isBefore(end)).isPresent()
            || other.until.filter(end -> !from.orElse(Instant.MIN).isBefore(end)).isPresent();
    return !apart && (name.equals(other.name) || key.equals(other.key));
  }

  boolean countsAt(Instant at) {
    return from.filter(at::isBefore).isEmpty() && until.filter(end -> !at.isBefore(end)).isEmpty();
  }
}
