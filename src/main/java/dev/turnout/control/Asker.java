package dev.turnout.control;

import dev.turnout.bus.ActorName;
import java.util.Optional;

/**
 * Who wants something, and why; the journal keeps both.
 *
 * @param named as they call themselves, if they do; whoever logs in is named by their login
 */
public record Asker(Optional<String> named, Optional<String> reason) {
  /** The name where nobody logs in: the given one, that of the environment, or user@host. */
  public String actor() {
    return ActorName.of(named);
  }
}
