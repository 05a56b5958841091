package dev.turnout.view;

import dev.turnout.events.GateClosed;
import dev.turnout.events.GateOpened;
import dev.turnout.events.GateView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What keeps a rollout waiting, in the words of the command line. */
final class GateText {
  private GateText() {}

  static String closed(GateClosed gate) {
    return switch (gate.getKind()) {
      case BLOCK -> "blocked" + by(gate.getActor());
      case FREEZE -> "frozen by '%s'%s".formatted(gate.getName(), until(gate.getUntilMs()));
      case LIMIT -> "queued";
    };
  }

  static String opened(GateOpened gate) {
    return switch (gate.getKind()) {
      case BLOCK -> "free to go on";
      case FREEZE -> "no longer frozen by '%s'".formatted(gate.getName());
      case LIMIT -> "no longer queued";
    };
  }

  /** A closed gate with its reason. */
  static String of(GateView gate) {
    return switch (gate.getKind()) {
      case BLOCK -> "blocked%s: %s".formatted(by(gate.getActor()), gate.getReason());
      case FREEZE -> "frozen by '%s'%s".formatted(gate.getName(), until(gate.getUntilMs()));
      case LIMIT -> "queued: " + gate.getReason();
    };
  }

  private static String by(@Nullable String actor) {
    return actor == null ? "" : " by " + actor;
  }

  private static String until(@Nullable Long millis) {
    return millis == null ? "" : " until " + Instant.ofEpochMilli(millis);
  }
}
